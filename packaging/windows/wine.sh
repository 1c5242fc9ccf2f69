#!/usr/bin/env bash
# A Windows of its own to try the programs in: Wine in a folder that is removed at the end, on a screen of its own.
# To be sourced. Needs: apt-get install wine wine64 xvfb openbox xdotool x11-utils imagemagick gcc-mingw-w64-x86-64-win32,
# and for the pictures libgl1-mesa-dri mesa-vulkan-drivers libvulkan1.
#
# PDESK_DISPLAY takes a display by its number, such as :97; else a free one is taken.

work=$(mktemp -d)
export HOME="$work" WINEPREFIX="$work/prefix" WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES="mscoree,mshtml="
export XDG_RUNTIME_DIR="$work/run" LIBGL_ALWAYS_SOFTWARE=1
mkdir -m 700 "$XDG_RUNTIME_DIR"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
started=()
# What the scripts that source this end with, and where their pictures go.
export failed=0
out=${out:-$work}

need() {
    local tool missing=()
    for tool in "$@"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    [ ${#missing[@]} -eq 0 ] || { echo "Missing: ${missing[*]}. The first lines of packaging/windows/wine.sh say what to install." >&2; exit 2; }
}

wine_end() {
    local process
    wineserver -k 2>/dev/null || true
    for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
    sleep 0.3
    rm -rf "$work"
}

# Opens a screen; what is given goes to the X server.
screen_begin() {
    local number="$work/display"
    : >"$number"
    if [ -n "${PDESK_DISPLAY:-}" ]; then
        Xvfb "$PDESK_DISPLAY" -screen 0 1400x1000x24 -nolisten tcp -noreset "$@" >"$work/xvfb.log" 2>&1 &
        screen=$!
        export DISPLAY="$PDESK_DISPLAY"
    else
        Xvfb -displayfd 3 -screen 0 1400x1000x24 -nolisten tcp -noreset "$@" 3>"$number" >"$work/xvfb.log" 2>&1 &
        screen=$!
        for _ in $(seq 100); do [ -s "$number" ] && break; sleep 0.1; done
        DISPLAY=:$(cat "$number")
        export DISPLAY
    fi
    started+=("$screen")
    for _ in $(seq 100); do xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done
    openbox >/dev/null 2>&1 &
    desktop=$!
    started+=("$desktop")
}

screen_end() {
    kill "$desktop" "$screen" 2>/dev/null || true
    wait "$desktop" "$screen" 2>/dev/null || true
}

# Makes the Windows. random.c says why it gets a DLL for tests.
wine_begin() {
    need wine wineserver Xvfb openbox xdotool xdpyinfo import x86_64-w64-mingw32-gcc
    trap wine_end EXIT
    screen_begin +extension GLX
    timeout 300 wineboot -i >/dev/null 2>&1
    # Wine begins as Windows 7, which the setup refuses.
    wine winecfg -v win10 >/dev/null 2>&1
    wineserver -w
    local system="$WINEPREFIX/drive_c/windows/system32"
    x86_64-w64-mingw32-gcc -shared -O2 -s -o "$system/bcryptprimitives.dll" "$here/random.c" -ladvapi32
}

# Says whether something holds, and remembers if it does not.
holds() {
    local what=$1
    shift
    if "$@"; then echo "ok      $what"; else echo "FAILED  $what"; failed=1; fi
}

# The path of a file as Windows sees it.
windows_path() { echo "Z:${1//\//\\}"; }

picture() { import -window root "$out/$1.png"; }

# Waits for a window with a title, at most so many seconds; prints its number.
window_named() {
    local title=$1 patience=${2:-60} found
    for _ in $(seq $((patience * 5))); do
        found=$(xdotool search --onlyvisible --name "^$title\$" 2>/dev/null | head -n 1) && [ -n "$found" ] && { echo "$found"; return 0; }
        sleep 0.2
    done
    return 1
}

# Presses keys, or types what follows “type:”, in the window with the title.
press() {
    local title=$1 key
    shift
    xdotool windowfocus --sync "$(window_named "$title" 10)" 2>/dev/null || true
    for key in "$@"; do
        case $key in
            type:*) xdotool type --delay 50 "${key#type:}" ;;
            *) xdotool key --delay 60 "$key" ;;
        esac
        sleep 0.2
    done
    sleep 0.8
}

# Waits until a command succeeds, at most so many seconds.
until_true() {
    local patience=$1
    shift
    for _ in $(seq $((patience * 5))); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done
    return 1
}
