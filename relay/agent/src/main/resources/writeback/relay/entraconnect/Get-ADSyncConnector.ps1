# One cmdlet call and its result as JSON; nothing else. The relay judges what it says.
param()
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
Get-ADSyncConnector |
    Select-Object Name, Identifier, ConnectorTypeName, SubType |
    ConvertTo-Json -Depth 4 -Compress
