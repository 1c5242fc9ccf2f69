#!/usr/bin/env bash
# Kills the real window one second after the last key, again and again: nothing typed before is missing.
# Run by hand; needs what smoke.sh needs.
#
#   packaging/kill.sh target/debug/partnership-desk [rounds] [display]
set -euo pipefail
program=$(realpath "${1:?the program to start}")
rounds=${2:-50}
export DISPLAY=${3:-:98}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
export XDG_RUNTIME_DIR="$folder/run" PDESK_DATA="$folder/data" LIBGL_ALWAYS_SOFTWARE=1
mkdir -m 700 "$XDG_RUNTIME_DIR"
Xvfb "$DISPLAY" -screen 0 1400x1000x24 -nolisten tcp -noreset >"$folder/xvfb.log" 2>&1 &
screen=$!
trap 'kill "$screen" 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 100); do xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done
"$(dirname "$program")/pdesk" new "Killed again and again" >/dev/null
PROGRAM="$program" HERE="$here" ROUNDS="$rounds" dbus-run-session -- bash -euo pipefail -c '
  /usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
  bus() { gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method "$@" >/dev/null 2>&1; }
  for _ in $(seq 100); do bus org.a11y.Bus.GetAddress && break; sleep 0.1; done
  /usr/bin/python3 "$HERE/kill.py" "$PROGRAM" "$ROUNDS"
'
