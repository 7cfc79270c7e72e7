# One cmdlet call and its result as JSON; nothing else. The relay judges what it says.
param()
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
Get-ADSyncGlobalSettings |
    Select-Object -ExpandProperty Parameters |
    Select-Object Name, Value |
    ConvertTo-Json -Depth 4 -Compress
