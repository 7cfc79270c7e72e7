# One cmdlet call and its result as JSON; nothing else. The relay judges what it says.
param(
    [Parameter(Mandatory = $true)][string]$Module
)
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
Import-Module -Name $Module
Get-ADSyncADConnectorAccount |
    Select-Object ADConnectorAccountName, ADConnectorAccountDomain |
    ConvertTo-Json -Depth 4 -Compress
