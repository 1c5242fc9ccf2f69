#!/usr/bin/env bash
# Makes installers, signed with a certificate made for this alone, and tries them under Wine: installing without
# questions, using, repairing, upgrading, refusing an older version, removing, and what stays.
#
#   packaging/windows/test-installers.sh [FOLDER-OF-THE-EXES] [FOLDER-FOR-PICTURES]
#
# Needs what packaging/windows/wine.sh and installers.sh say, and openssl, osslsigncode, unzip, msitools, icoutils.
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=$(realpath "${1:-target/windows/release}")
out=${2:-target/windows/installers}
rm -rf "$out"
out=$(mkdir -p "$out" && cd "$out" && pwd)
began=$SECONDS
export CARGO_HOME=${CARGO_HOME:-$HOME/.cargo} RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup}
# shellcheck source=packaging/windows/wine.sh
. packaging/windows/wine.sh
need openssl osslsigncode unzip msiinfo makensis wixl

# --- signing -----------------------------------------------------------------------------------------------------

keys="$work/keys"
mkdir "$keys"
openssl req -x509 -newkey rsa:3072 -nodes -days 2 -subj "/CN=Partnership Desk test certificate" \
    -addext "extendedKeyUsage=codeSigning" -keyout "$keys/key.pem" -out "$keys/certificate.pem" 2>/dev/null
echo "only for tests" >"$keys/password"
openssl pkcs12 -export -inkey "$keys/key.pem" -in "$keys/certificate.pem" -passout "file:$keys/password" -out "$keys/key.p12"
export PDESK_SIGN_PKCS12="$keys/key.p12" PDESK_SIGN_PASSWORD_FILE="$keys/password"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
newer=99.0.1
packaging/windows/installers.sh "$programs" "$out/dist" | sed 's/^/        /'
VERSION=$newer packaging/windows/installers.sh "$programs" "$work/newer" >/dev/null
name="$out/dist/PartnershipDesk-$version-x64"

holds "the setup has not grown over 13 MB; the goal is 8" test "$(stat -c %s "$name-setup.exe")" -lt 13000000

is_signed() { osslsigncode verify -CAfile "$keys/certificate.pem" -in "$1" >"$work/verified" 2>&1; }
is_refused() { ! is_signed "$1"; }
mkdir "$work/portable"
(cd "$work/portable" && unzip -q "$name-portable.zip")
for file in "$name-setup.exe" "$name.msi" "$work/portable/partnership-desk.exe" "$work/portable/pdesk.exe"; do
    holds "$(basename "$file") is signed" is_signed "$file"
    cp "$file" "$work/tampered"
    # One bit of one byte in the middle is changed.
    python3 - "$work/tampered" <<'PY'
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(0, 2)
    file.seek(file.tell() // 3)
    byte = file.read(1)
    file.seek(-1, 1)
    file.write(bytes([byte[0] ^ 1]))
PY
    holds "and not once a byte of it is changed" is_refused "$work/tampered"
done
unset PDESK_SIGN_PKCS12
holds "without a key it says that nothing is signed" grep -q "^not signed" <(packaging/windows/sign.sh "$work/tampered")
holds "the checksums are right" sh -c "cd '$out/dist' && sha256sum --quiet -c SHA256SUMS"

# --- the setup for one person ------------------------------------------------------------------------------------

wine_begin
title="Partnership Desk"
c="$WINEPREFIX/drive_c"
me="$c/users/$(id -un)"
home="$me/AppData/Local/Programs/Partnership Desk"
menu="$me/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Partnership Desk.lnk"
data="$me/AppData/Local/Partnership Desk/data"
uninstall='Software\Microsoft\Windows\CurrentVersion\Uninstall\Partnership Desk'
is_listed() { wine reg query "HKCU\\$uninstall" >/dev/null 2>&1; }
is_not_listed() { ! is_listed; }
registered() { wine reg query "HKCU\\$uninstall" /v "$1" 2>/dev/null | tr -d '\r'; }
is_gone() { [ ! -e "$1" ]; }
tell_name() { wine "$1" --json show P-0001 2>/dev/null | grep -q "Kept Example Partnership"; }

holds "the setup installs without a question" wine "$name-setup.exe" /S
for file in partnership-desk.exe pdesk.exe LICENCE.txt NOTICES.txt uninstall.exe; do holds "$file is there" test -s "$home/$file"; done
cp "$home/uninstall.exe" "$work/uninstall.exe"
holds "the uninstaller is signed" is_signed "$work/uninstall.exe"
holds "Windows lists it" is_listed
holds "it is in the Start menu" test -s "$menu"
holds "Windows lists it with its version" grep -q "$version" <(registered DisplayVersion)
holds "nothing is written for all users" sh -c "! wine reg query 'HKLM\\Software\\Partnership Desk' >/dev/null 2>&1"
holds "it runs" wine "$home/pdesk.exe" new "Kept Example Partnership"
holds "records are in the local folder of the user" test -s "$data/desk.db"

wine "$home/partnership-desk.exe" >"$out/window.log" 2>&1 &
holds "the window opens from there" window_named "$title" 60
until_true 60 grep -q "^works" "$data/drawing.txt"
sleep 3
import -window root "$out/installed.png"
code=0
wine "$name-setup.exe" /S || code=$?
holds "while it runs, the setup ends with 3 and changes nothing" test "$code" = 3
# The uninstaller goes on from a copy of itself, so that what it comes to is seen by what it leaves.
wine "$home/uninstall.exe" /S || true
sleep 5
for file in partnership-desk.exe pdesk.exe uninstall.exe; do holds "while it runs, the uninstaller leaves $file" test -s "$home/$file"; done
press "$title" ctrl+q
wineserver -w

holds "a newer setup installs over it" wine "$work/newer/PartnershipDesk-$newer-x64-setup.exe" /S
holds "Windows lists the newer one" grep -q "$newer" <(registered DisplayVersion)
holds "the records are still there" tell_name "$home/pdesk.exe"
wine "$home/uninstall.exe" >/dev/null 2>&1 &
holds "the uninstaller asks" window_named "Partnership Desk $newer Uninstall.*" 30
import -window root "$out/uninstall.png"
press "Partnership Desk $newer Uninstall.*" Return
sleep 3
import -window root "$out/uninstalled.png"
press "Partnership Desk.*" Return
sleep 1
press "Partnership Desk.*" Return
until_true 20 is_gone "$home"
for thing in "$home" "$menu"; do holds "removed: $(basename "$thing")" is_gone "$thing"; done
holds "Windows lists it no more" is_not_listed
holds "the records stay" test -s "$data/desk.db"
wineserver -k || true

# --- the MSI for IT departments ----------------------------------------------------------------------------------

all="$c/Program Files/Partnership Desk"
msi() { wine msiexec "$@" /qn; }
msi_version() { wine reg query 'HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall' /s 2>/dev/null | tr -d '\r' | grep -A40 "Partnership Desk" | grep -o "DisplayVersion.*" | head -n 1; }
holds "the MSI asks for no question and installs" msi /i "$(windows_path "$name.msi")"
for file in partnership-desk.exe pdesk.exe LICENCE.txt NOTICES.txt; do holds "$file is there" test -s "$all/$file"; done
holds "the older records are found" tell_name "$all/pdesk.exe"
code=0
wine "$name-setup.exe" /S || code=$?
holds "the setup for one person ends with 5, since IT installed it" test "$code" = 5
rm "$all/pdesk.exe"
# What /fa stands for; Wine's msiexec does not know the short word.
holds "repair runs" msi /i "$(windows_path "$name.msi")" REINSTALL=ALL REINSTALLMODE=amus
holds "and brings back what was deleted" test -s "$all/pdesk.exe"
holds "a newer MSI installs over it" msi /i "$(windows_path "$work/newer/PartnershipDesk-$newer-x64.msi")"
holds "Windows lists the newer one" grep -q "$newer" <(msi_version)
older_is_refused() { ! msi /i "$(windows_path "$name.msi")"; }
holds "the older MSI is refused" older_is_refused
holds "the newer one is still listed" grep -q "$newer" <(msi_version)
holds "and runs" tell_name "$all/pdesk.exe"
holds "the MSI is removed" msi /x "$(windows_path "$work/newer/PartnershipDesk-$newer-x64.msi")"
holds "its folder is gone" is_gone "$all"
holds "the records stay again" test -s "$data/desk.db"

# --- the portable ZIP --------------------------------------------------------------------------------------------

stick="$work/A stick/Partnership Desk"
mkdir -p "$(dirname "$stick")"
mv "$work/portable" "$stick"
holds "the portable copy runs" wine "$stick/pdesk.exe" new "Portable Example Partnership"
holds "its records lie beside it" test -s "$stick/data/desk.db"
holds "and not with those of the computer" sh -c "! grep -qa 'Portable Example' '$data'/desk.db*"
wine "$stick/partnership-desk.exe" >/dev/null 2>&1 &
holds "its window opens" window_named "$title" 60
until_true 60 grep -q "^works" "$stick/data/drawing.txt"
sleep 3
import -window root "$out/portable.png"
press "$title" ctrl+q
echo "done in $((SECONDS - began)) s"
exit "$failed"
