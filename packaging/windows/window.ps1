# Starts the program on a real Windows and holds that Direct3D 12 draws its window, and then that each way that is
# asked for either draws or gives way to one that does. The machines of the workflow have no graphics card: Direct3D
# draws with WARP, as it does over Remote Desktop and in virtual machines.
#
#   packaging/windows/window.ps1 -Program target\release\partnership-desk.exe -Out pictures
param([Parameter(Mandatory)][string]$Program, [Parameter(Mandatory)][string]$Out)
$ErrorActionPreference = 'Stop'
New-Item -ItemType Directory -Force $Out | Out-Null
Add-Type -AssemblyName System.Windows.Forms, System.Drawing

function Save-Picture([string]$Name) {
    $bounds = [System.Windows.Forms.SystemInformation]::VirtualScreen
    $picture = New-Object System.Drawing.Bitmap $bounds.Width, $bounds.Height
    $graphics = [System.Drawing.Graphics]::FromImage($picture)
    $graphics.CopyFromScreen($bounds.Location, [System.Drawing.Point]::Empty, $bounds.Size)
    $picture.Save((Join-Path $Out "$Name.png"))
    $graphics.Dispose()
    $picture.Dispose()
}

# Starts the program in an empty data folder; returns which way has drawn.
function Get-Drawn([string]$Name, [string[]]$More) {
    $data = Join-Path ([System.IO.Path]::GetTempPath()) "desk-$Name-$PID"
    $memory = Join-Path $data 'drawing.txt'
    $running = Start-Process -FilePath $Program -ArgumentList (@('--data', $data) + $More) -PassThru
    try {
        $drawn = ''
        foreach ($i in 1..300) {
            Start-Sleep -Milliseconds 200
            if ((Test-Path $memory) -and ((Get-Content $memory -ErrorAction SilentlyContinue) -match '^works (.*)$')) {
                $drawn = $Matches[1]
                break
            }
            if ($running.HasExited) { break }
        }
        Start-Sleep -Seconds 2
        Save-Picture $Name
        Get-Content (Join-Path $data 'partnership-desk.log') | Write-Host
        if (-not $drawn) { throw "${Name}: no window after a minute" }
        Write-Host "ok      ${Name}: drawn with $drawn"
        return $drawn
    }
    finally {
        if (-not $running.HasExited) {
            # As a person closes it.
            $running.CloseMainWindow() | Out-Null
            if (-not $running.WaitForExit(10000)) { $running.Kill() }
        }
    }
}

$drawn = Get-Drawn 'as-it-comes' @()
if ($drawn -ne 'wgpu') { throw "Direct3D 12 did not draw the window: $drawn did" }
foreach ($way in 'wgpu', 'glow', 'vulkan') { Get-Drawn "asked-$way" @('--renderer', $way) | Out-Null }
