#!/usr/bin/env bash
# Makes the Debian package from built programs.
#
#   packaging/linux/deb.sh [FOLDER-OF-THE-PROGRAMS] [FOLDER-FOR-THE-PACKAGE]
#
# Without words: target/release and target/linux. Needs: apt-get install dpkg-dev fakeroot python3.
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=$(realpath "${1:-target/release}")
out=${2:-target/linux}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
out=$(mkdir -p "$out" && cd "$out" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
install -D -m 755 -t "$root/usr/bin" "$programs/partnership-desk" "$programs/pdesk"
install -D -m 644 -t "$root/usr/share/applications" packaging/linux/partnership-desk.desktop
install -D -m 644 assets/icon/desk.svg "$root/usr/share/icons/hicolor/scalable/apps/partnership-desk.svg"
install -D -m 644 assets/icon/desk-256.png "$root/usr/share/icons/hicolor/256x256/apps/partnership-desk.png"
install -D -m 644 assets/icon/desk-64.png "$root/usr/share/icons/hicolor/64x64/apps/partnership-desk.png"
papers="$root/usr/share/doc/partnership-desk"
install -D -m 644 packaging/LICENCE.txt "$papers/copyright"
python3 packaging/bill.py notices x86_64-unknown-linux-gnu | gzip -9n >"$papers/NOTICES.gz"
gzip -9nc packaging/CHANGELOG.md >"$papers/changelog.gz"

# The C library by what the programs ask of it; what the window loads while it runs, by name.
work=$(mktemp -d)
mkdir "$work/debian"
printf 'Source: partnership-desk\n\nPackage: partnership-desk\nArchitecture: amd64\n' >"$work/debian/control"
linked=$(cd "$work" && dpkg-shlibdeps -O --ignore-missing-info "$root/usr/bin/partnership-desk" "$root/usr/bin/pdesk" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
rm -rf "$work"
mkdir "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<CONTROL
Package: partnership-desk
Version: $version
Architecture: amd64
Maintainer: Partnership Desk <nobody@example.invalid>
Section: misc
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Depends: $linked, libx11-6, libx11-xcb1, libxcb1, libxcursor1, libxi6, libxkbcommon0, libxkbcommon-x11-0, libegl1 | libgl1
Recommends: libgl1-mesa-dri, xdg-desktop-portal | zenity, xdg-utils
Description: partnership forms, register and reviews for fire and rescue services
 Asks the forms of a service's partnership procedure page by page, keeps the
 register, works out who must approve and what is due when, and prints finished
 forms as PDF to be signed in ink. There is no server and no network.
CONTROL
package="$out/partnership-desk_${version}_amd64.deb"
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
echo "$(basename "$package"): $(stat -c %s "$package") bytes"
