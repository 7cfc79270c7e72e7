# One cmdlet call and its result as JSON; nothing else. The relay judges what it says.
param(
    [Parameter(Mandatory = $true)][string]$Name
)
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
Get-Service -Name $Name |
    Select-Object Name, Status |
    ConvertTo-Json -Depth 4 -Compress
