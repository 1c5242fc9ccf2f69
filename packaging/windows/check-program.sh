#!/usr/bin/env bash
# Holds that the Windows programs are as they should be: what they load, what they carry, what they do not tell.
#
#   packaging/windows/check-program.sh PROFILE PARTNERSHIP-DESK.EXE PDESK.EXE
set -euo pipefail
cd "$(dirname "$0")/../.."
profile=$1
window=$2
line=$3
wrong=0
say() { echo "FAILED  $1" >&2; wrong=1; }

subsystem() { x86_64-w64-mingw32-objdump -p "$1" | awk '/^Subsystem/ { print $2 }'; }
[ "$profile" = dev ] || [ "$(subsystem "$window")" = 00000002 ] || say "the window opens a console (subsystem $(subsystem "$window"))"
[ "$(subsystem "$line")" = 00000003 ] || say "pdesk has no console (subsystem $(subsystem "$line"))"

for program in "$window" "$line"; do
    name=$(basename "$program")
    # Only what Windows itself has may be loaded: nothing is shipped beside the programs.
    foreign=$(x86_64-w64-mingw32-objdump -p "$program" | awk '/DLL Name/ { print tolower($3) }' | grep -E 'libgcc|winpthread|libstdc|vcruntime|msvcp|sqlite' || true)
    [ -z "$foreign" ] || say "$name needs $foreign"
    python3 packaging/windows/load_config.py --check "$program" || say "$name searches for DLLs beside itself"
    for part in PerMonitorV2 'activeCodePage' 'longPathAware' 'asInvoker' 'Microsoft.Windows.Common-Controls'; do
        grep -qaF "$part" "$program" || say "$name has a manifest without $part"
    done
    version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
    grep -qx "$version" <(strings -el "$program") || say "$name does not tell its version $version"
    grep -q "Partnership Desk" <(strings -el "$program") || say "$name does not tell its name"
    # Eight pictures of the icon, the smallest of 16 by 16 and the largest of 256 by 256.
    python3 packaging/windows/icons_of.py "$program" || say "$name has not all the pictures of its icon"
    if [ "$profile" != dev ]; then
        told=$(strings -a "$program" | grep -F -e "$HOME/" -e "$PWD" | head -n 3 || true)
        [ -z "$told" ] || say "$name tells where it was made: $told"
        bytes=$(stat -c %s "$program")
        ((bytes < 33000000)) || say "$name has grown to $bytes bytes"
        goal=$( ((bytes < 20000000)) || echo ", over the goal of 20 MB")
        echo "$name: $bytes bytes$goal"
    fi
done
exit $wrong
