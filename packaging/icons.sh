#!/usr/bin/env bash
# Draws the icons of every system anew from the two drawings in assets/icon.
# Needs rsvg-convert, icotool and png2icns (Debian: librsvg2-bin, icoutils, icnsutils).
#
#   packaging/icons.sh
set -euo pipefail
cd "$(dirname "$0")/../assets/icon"
drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT
draw() { rsvg-convert --width "$2" --height "$2" --output "$drawn/$2.png" "$1"; }
for side in 16 20 24 32; do draw desk-small.svg "$side"; done
for side in 40 48 64 128 256 512 1024; do draw desk.svg "$side"; done
cp "$drawn/64.png" desk-64.png
cp "$drawn/256.png" desk-256.png
icotool --create --output=desk.ico "$drawn"/{16,20,24,32,40,48,64}.png --raw="$drawn/256.png"
png2icns desk.icns "$drawn"/{16,32,48,128,256,512,1024}.png
