# Tries the installers on a real Windows: installs without questions, runs, removes, and looks for what stays.
#
#   packaging/windows/setup.ps1 -Dist folder-of-the-installers
param([Parameter(Mandatory)][string]$Dist)
$ErrorActionPreference = 'Stop'
$setup = (Get-ChildItem $Dist -Filter '*-setup.exe').FullName
$msi = (Get-ChildItem $Dist -Filter '*.msi').FullName
$mine = Join-Path $env:LOCALAPPDATA 'Programs\Partnership Desk'
$all = Join-Path $env:ProgramFiles 'Partnership Desk'
$records = Join-Path $env:LOCALAPPDATA 'Partnership Desk\data\desk.db'

function Invoke-Quiet([string]$File, [string[]]$Words, [int]$Code = 0) {
    $run = Start-Process -FilePath $File -ArgumentList $Words -Wait -PassThru
    if ($run.ExitCode -ne $Code) { throw "$File $Words ended with $($run.ExitCode), not $Code" }
}
function Assert-There([string]$Path, [bool]$There = $true) {
    if ((Test-Path $Path) -ne $There) { throw "$Path is there: $(-not $There)" }
    Write-Host "ok      $Path is there: $There"
}

Invoke-Quiet $setup @('/S')
Assert-There "$mine\partnership-desk.exe"
Assert-There "$env:APPDATA\Microsoft\Windows\Start Menu\Programs\Partnership Desk.lnk"
& "$mine\pdesk.exe" new 'Kept Example Partnership'
if ($LASTEXITCODE -ne 0) { throw 'pdesk.exe does not run' }
Assert-There $records
Invoke-Quiet "$mine\uninstall.exe" @('/S', "_?=$mine")
Assert-There "$mine\partnership-desk.exe" $false
Assert-There $records

Invoke-Quiet 'msiexec.exe' @('/i', "`"$msi`"", '/qn', '/norestart')
Assert-There "$all\partnership-desk.exe"
Remove-Item "$all\pdesk.exe"
Invoke-Quiet 'msiexec.exe' @('/fa', "`"$msi`"", '/qn', '/norestart')
Assert-There "$all\pdesk.exe"
& "$all\pdesk.exe" show P-0001
if ($LASTEXITCODE -ne 0) { throw 'the records are not found' }
Invoke-Quiet 'msiexec.exe' @('/x', "`"$msi`"", '/qn', '/norestart')
Assert-There "$all\partnership-desk.exe" $false
Assert-There $records
