#!/usr/bin/env bash
# Puts built programs into the folder that a Mac calls an application. It runs anywhere: check.sh tries it with
# stand-ins, bundle.sh uses it on a Mac.
#
#   packaging/macos/app-folder.sh FOLDER-OF-THE-PROGRAMS FOLDER-FOR-THE-APPLICATION
set -euo pipefail
programs=$(cd "${1:?the folder of partnership-desk and pdesk}" && pwd)
mkdir -p "${2:?the folder to make the application in}"
out=$(cd "$2" && pwd)
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
app="$out/Partnership Desk.app/Contents"
rm -rf "$out/Partnership Desk.app"
mkdir -p "$app/MacOS" "$app/Resources"
cp "$programs/partnership-desk" "$programs/pdesk" "$app/MacOS/"
cp assets/icon/desk.icns packaging/LICENCE.txt "$app/Resources/"
sed "s/@VERSION@/$version/" packaging/macos/Info.plist >"$app/Info.plist"
printf 'APPL????' >"$app/PkgInfo"
echo "$out/Partnership Desk.app"
