#!/usr/bin/env bash
# Installs the Debian package in a clean Debian, starts the window there, and removes the package again.
#
#   packaging/linux/test-deb.sh [PACKAGE]
#
# Needs root, and: apt-get install debootstrap. The clean Debian is of the same suite and from the same mirror as this
# machine's, and goes away at the end.
set -euo pipefail
cd "$(dirname "$0")/../.."
package=$(realpath "${1:-$(find target/linux -name 'partnership-desk_*_amd64.deb' | sort | tail -n 1)}")
began=$SECONDS
# shellcheck source=/dev/null
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources 2>/dev/null || true; } |
    grep -E '^(URIs:|deb )' | grep -oE 'https?://[^ ]+/debian/?' | sed -n 1p)
home=/home/officer
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log" 2>&1 || { tail -n 5 "$root.log"; exit 1; }
rm -f "$root.log"
cp /etc/resolv.conf "$root/etc/"
for file in /etc/apt/apt.conf.d/*proxy* /etc/apt/apt.conf; do [ ! -f "$file" ] || cp "$file" "$root/etc/apt/apt.conf.d/"; done
mkdir -p "$root$home"
cp "$package" "$root/tmp/desk.deb"
echo "a clean $suite: $((SECONDS - began)) s"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$home" LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends /tmp/desk.deb >/dev/null 2>&1
echo "ok      installed with what it depends on: $((SECONDS - began)) s"
inside pdesk new "Safer Example Partnership"
inside test -s $home/.local/share/partnershipdesk/desk.db
# A screen and a driver that draws without a card, as the recommended packages would bring.
inside apt-get install -y -qq --no-install-recommends xvfb xauth xdotool libgl1-mesa-dri libgl1 desktop-file-utils >/dev/null 2>&1
inside desktop-file-validate /usr/share/applications/partnership-desk.desktop
echo "ok      the desktop entry is valid"
mkdir -p "$root/tmp/.X11-unix"
chmod 1777 "$root/tmp/.X11-unix"
inside xvfb-run -a -s "-screen 0 1400x1000x24" sh -c '
    partnership-desk & program=$!
    for _ in $(seq 200); do
        grep -qs "^works" "$HOME"/.local/share/partnershipdesk/drawing.txt && break
        kill -0 $program || exit 1
        sleep 0.1
    done
    xdotool search --onlyvisible --name "Partnership Desk" >/dev/null || exit 1
    kill $program'
echo "ok      the window opens: $(inside cat $home/.local/share/partnershipdesk/partnership-desk.log | tail -n 1)"
inside apt-get purge -y -qq partnership-desk >/dev/null 2>&1
[ ! -e "$root/usr/bin/partnership-desk" ] && [ ! -e "$root/usr/share/applications/partnership-desk.desktop" ]
inside test -s $home/.local/share/partnershipdesk/desk.db
echo "ok      removed; the records stay"
echo "done in $((SECONDS - began)) s"
