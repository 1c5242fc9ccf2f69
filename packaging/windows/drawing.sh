#!/usr/bin/env bash
# Takes the ways of drawing from the Windows program one after the other, under Wine, and sees what it does.
#
#   packaging/windows/drawing.sh [PARTNERSHIP-DESK.EXE] [FOLDER-FOR-PICTURES]
#
# Wine has no usable Direct3D 12, which is the way that Windows starts with: it fails with an error, or, asked
# otherwise, with a panic. OpenGL is refused by a screen without GLX, Vulkan by a computer without a driver for it.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-target/windows/release/partnership-desk.exe}")
out=${2:-target/windows/drawing}
rm -rf "$out"
out=$(mkdir -p "$out" && cd "$out" && pwd)
began=$SECONDS
# shellcheck source=packaging/windows/wine.sh
. packaging/windows/wine.sh
title="Partnership Desk"
wine_begin

# Starts the program in a data folder of its own, with what is given in its environment.
start() {
    name=$1
    shift
    data="$work/$name"
    mkdir -p "$data"
    env PDESK_DATA="$(windows_path "$data")" "$@" wine "$program" >"$out/$name.out" 2>&1 &
    running=$!
}
drawn_with() { until_true 90 grep -qx "The window is drawn with $1" "$data/partnership-desk.log" && grep -qx "works $1" "$data/drawing.txt"; }
log_says() { grep -q "$1" "$data/partnership-desk.log"; }
log_is_silent_about() { ! log_says "$1"; }
stop() {
    sleep 4
    picture "$name"
    press "$title" ctrl+q
    for _ in $(seq 50); do kill -0 "$running" 2>/dev/null || break; sleep 0.2; done
    wineserver -k
    cp "$data/partnership-desk.log" "$out/$name.log"
}

start direct3d-fails
holds "Direct3D fails with an error: the window is drawn with OpenGL, in the same process" drawn_with glow
holds "the log says why" log_says "^wgpu: "
holds "no panic was needed" log_is_silent_about "Panic"
stop

start direct3d-panics WGPU_VALIDATION_INDIRECT_CALL=0
holds "Direct3D panics: the window is drawn with OpenGL, in the same process" drawn_with glow
holds "it was a panic" log_says "^wgpu: it panicked"
stop

# Brought down while Direct3D is tried, as a driver would.
start direct3d-crashed
until_true 60 grep -qx "trying wgpu" "$data/drawing.txt"
wineserver -k -9
wait "$running" || true
holds "what was tried is remembered" grep -qx "trying wgpu" "$data/drawing.txt"
rm -f "$data/partnership-desk.log"
start direct3d-crashed
holds "Direct3D brought the program down last time: OpenGL is taken at once" drawn_with glow
holds "Direct3D is not tried" log_is_silent_about "^wgpu"
stop

mkdir -p "$work/opengl-worked"
echo "works glow" >"$work/opengl-worked/drawing.txt"
start opengl-worked
holds "OpenGL worked last time: it is taken at once" drawn_with glow
holds "Direct3D is not tried again" log_is_silent_about "^wgpu"
stop

# DLLs with the names of drivers, put beside the program: a program without guard.c loads them, ours must not.
downloads="$work/downloads"
mkdir "$downloads"
cp "$program" "$downloads/partnership-desk.exe"
x86_64-w64-mingw32-gcc -DVICTIM -O2 -s -o "$downloads/victim.exe" "$here/planted.c"
for library in d3d12 vulkan-1; do x86_64-w64-mingw32-gcc -shared -O2 -s -o "$downloads/$library.dll" "$here/planted.c"; done
export PLANTED
PLANTED=$(windows_path "$work/planted.mark")
was_loaded() { [ -e "$work/planted.mark" ]; }
was_not_loaded() { ! was_loaded; }
# Wine takes its own DLLs first, unless told otherwise; Windows does not.
own_overrides=$WINEDLLOVERRIDES
export WINEDLLOVERRIDES="$own_overrides;d3d12,vulkan-1=n,b"
wine "$downloads/victim.exe" d3d12.dll >/dev/null 2>&1 || true
holds "a program without a guard loads a DLL that lies beside it" was_loaded
rm -f "$work/planted.mark"
own=$program
program="$downloads/partnership-desk.exe"
start planted
holds "the window opens beside such DLLs" drawn_with glow
holds "and has loaded none of them" was_not_loaded
stop
program=$own
export WINEDLLOVERRIDES="$own_overrides"

screen_end
screen_begin -extension GLX
start opengl-refused
holds "OpenGL is refused: the window is drawn with Vulkan" drawn_with vulkan
holds "the log tells of Direct3D" log_says "^wgpu: "
holds "and of OpenGL" log_says "^glow: "
stop

mkdir -p "$work/all-refused/nothing"
start all-refused VK_ICD_FILENAMES="$work/none.json" VK_DRIVER_FILES="$work/none.json"
holds "nothing is left: a message box says so" window_named "$title" 90
sleep 1
picture all-refused
for way in wgpu glow vulkan; do holds "the log tells why of $way" log_says "^$way: "; done
holds "the log says what to do" log_says "Ask IT support to install or update the driver"
press "$title" Return
for _ in $(seq 50); do kill -0 "$running" 2>/dev/null || break; sleep 0.2; done
code=0
wait "$running" || code=$?
holds "the program ends with 2" test "$code" = 2
cp "$data/partnership-desk.log" "$out/all-refused.log"
holds "pdesk.exe needs no way of drawing" wine "$(dirname "$program")/pdesk.exe" --data "$(windows_path "$data")" new "Example without a window"

echo "pictures and logs: $out"
echo "done in $((SECONDS - began)) s"
exit "$failed"
