# One cmdlet call and its result as JSON; nothing else. The relay judges what it says.
param()
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
Get-ADSyncConnector |
    Select-Object -ExpandProperty Partitions |
    Select-Object DN, Selected, ConnectorPartitionScope |
    ConvertTo-Json -Depth 4 -Compress
