#!/usr/bin/env bash
# Starts the real program on a display of its own, drives it as a screen reader does, and
# checks that it does nothing while nobody does anything. Needs xvfb, dbus, at-spi2-core,
# xdotool and the Atspi bindings of Python.
#
#   packaging/smoke.sh target/debug/partnership-desk [display]
set -euo pipefail
program=$(realpath "${1:?the program to start}")
display=${2:-:97}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
export XDG_RUNTIME_DIR="$folder/run" PDESK_DATA="$folder/data" DISPLAY="$display" LIBGL_ALWAYS_SOFTWARE=1
mkdir -m 700 "$XDG_RUNTIME_DIR"

Xvfb "$display" -screen 0 1400x1000x24 -nolisten tcp -noreset >"$folder/xvfb.log" 2>&1 &
screen=$!
trap 'kill "$screen" 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 100); do xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done

PROGRAM="$program" HERE="$here" dbus-run-session -- bash -euo pipefail -c '
  /usr/libexec/at-spi-bus-launcher --launch-immediately &
  bus() { gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method "$@" >/dev/null 2>&1; }
  for _ in $(seq 100); do bus org.a11y.Bus.GetAddress && break; sleep 0.1; done
  bus org.freedesktop.DBus.Properties.Set org.a11y.Status IsEnabled "<true>"
  bus org.freedesktop.DBus.Properties.Set org.a11y.Status ScreenReaderEnabled "<true>"
  start=$(date +%s%N)
  "$PROGRAM" --renderer glow &
  program=$!
  until xdotool search --onlyvisible --name "Partnership Desk" >/dev/null 2>&1; do
    kill -0 "$program"
    (( ($(date +%s%N) - start) / 1000000 < 20000 )) || { echo "no window within 20 s"; exit 1; }
    sleep 0.1
  done
  echo "window after $(( ($(date +%s%N) - start) / 1000000 )) ms"
  /usr/bin/python3 "$HERE/atspi.py"
  sleep 2
  ticks() { awk "{print \$14 + \$15}" "/proc/$program/stat"; }
  before=$(ticks); sleep 10; used=$(( $(ticks) - before ))
  echo "$used ticks in 10 s without input"
  (( used <= 2 )) || { echo "the window is busy while nobody does anything"; exit 1; }
  kill "$program"
'
echo "smoke test passed"
