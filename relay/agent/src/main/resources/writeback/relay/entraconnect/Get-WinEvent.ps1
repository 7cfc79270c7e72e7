# One cmdlet call and its result as JSON; nothing else. The relay judges what it says.
# "No events" is an error of this cmdlet: it goes to the error stream, by its identifier in NormalView, and does not stop us.
param(
    [Parameter(Mandatory = $true)][datetime]$Since
)
$ErrorActionPreference = 'Continue'
$ErrorView = 'NormalView'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
Get-WinEvent -MaxEvents 200 -FilterHashtable @{
    LogName = 'Application'
    ProviderName = 'PasswordResetService', 'ADSync'
    StartTime = $Since
} |
    Select-Object Id, TimeCreated, ProviderName, Message |
    ConvertTo-Json -Depth 4 -Compress
