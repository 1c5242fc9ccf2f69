#!/usr/bin/env bash
# Makes the setup, the MSI, the portable ZIP, the list of what is inside (SBOM) and the checksums, from built programs.
#
#   packaging/windows/installers.sh [FOLDER-OF-THE-EXES] [FOLDER-FOR-THE-INSTALLERS]
#
# Without words: target/windows/release and target/windows/dist. VERSION and TARGET of the environment say otherwise
# than Cargo.toml and the target of build.sh. sign.sh signs them where it has a key.
# Needs: apt-get install nsis wixl zip python3; osslsigncode to sign.
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=$(realpath "${1:-target/windows/release}")
out=${2:-target/windows/dist}
version=${VERSION:-$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)}
began=$SECONDS
for tool in makensis wixl zip python3; do
    command -v "$tool" >/dev/null || { echo "Missing: $tool. On Debian: apt-get install nsis wixl zip python3" >&2; exit 2; }
done
out=$(mkdir -p "$out" && cd "$out" && pwd)
name="PartnershipDesk-$version-x64"
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT

cp "$programs/partnership-desk.exe" "$programs/pdesk.exe" "$files/"
packaging/windows/sign.sh "$files/partnership-desk.exe" "$files/pdesk.exe"
sed 's/\r*$/\r/' packaging/LICENCE.txt >"$files/LICENCE.txt"
python3 packaging/bill.py notices "${TARGET:-x86_64-pc-windows-gnu}" | sed 's/\r*$/\r/' >"$files/NOTICES.txt"
# One time for all files, that of the source, so that the same source gives the same setup.
touch -d "@$(git log -1 --format=%ct 2>/dev/null || echo 0)" "$files"/*

makensis -V2 -DVERSION="$version" -DSOURCE="$files" -DICON="$PWD/assets/icon/desk.ico" -DOUT="$out/$name-setup.exe" \
    -DSIGN="$PWD/packaging/windows/sign.sh" packaging/windows/installer.nsi
# wixl finds files beside its description alone.
cp packaging/windows/product.wxs assets/icon/desk.ico "$files/"
(cd "$files" && wixl -a x64 -D Version="$version" -o "$out/$name.msi" product.wxs)
packaging/windows/sign.sh "$out/$name-setup.exe" "$out/$name.msi"
cp packaging/windows/portable.txt "$files/"
touch -r "$files/LICENCE.txt" "$files/portable.txt"
rm -f "$out/$name-portable.zip"
(cd "$files" && zip -q -X -9 "$out/$name-portable.zip" partnership-desk.exe pdesk.exe LICENCE.txt NOTICES.txt portable.txt)
python3 packaging/bill.py sbom "${TARGET:-x86_64-pc-windows-gnu}" >"$out/$name.cdx.json"
(cd "$out" && sha256sum "$name"* >SHA256SUMS)

for file in "$out/$name-setup.exe" "$out/$name.msi" "$out/$name-portable.zip" "$out/$name.cdx.json"; do
    echo "$(basename "$file"): $(stat -c %s "$file") bytes"
done
echo "done: $((SECONDS - began)) s"
