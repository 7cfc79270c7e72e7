# One cmdlet call and its result as JSON; nothing else. The relay judges what it says.
param(
    [Parameter(Mandatory = $true)][string]$Connector
)
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
Get-ADSyncAADPasswordResetConfiguration -Connector $Connector |
    ConvertTo-Json -Depth 4 -Compress
