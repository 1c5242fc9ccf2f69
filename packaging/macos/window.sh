#!/usr/bin/env bash
# Starts the application on a Mac and holds that Metal draws its window; the workflow runs it.
#
#   packaging/macos/window.sh "target/macos/Partnership Desk.app"
set -euo pipefail
program="${1:?the application}/Contents/MacOS/partnership-desk"
data=$(mktemp -d)
"$program" --data "$data" &
running=$!
trap 'kill "$running" 2>/dev/null || true; rm -rf "$data"' EXIT
for _ in $(seq 150); do
    grep -qs "^works" "$data/drawing.txt" && break
    kill -0 "$running" || { cat "$data/partnership-desk.log"; exit 1; }
    sleep 0.2
done
cat "$data/partnership-desk.log"
grep -qx "works wgpu" "$data/drawing.txt"
