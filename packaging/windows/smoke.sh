#!/usr/bin/env bash
# Uses the Windows programs as an officer does, by keyboard, under Wine, and compares every paper with Linux's.
#
#   packaging/windows/smoke.sh [FOLDER-OF-THE-EXES] [LINUX-PDESK] [FOLDER-FOR-PICTURES]
#
# Without words: target/windows/release, target/debug/pdesk and target/windows/smoke. packaging/windows/build.sh and
# cargo build make the programs; both must be of the same source. Needs what packaging/windows/wine.sh says, gcc,
# python3 and qpdf.
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=$(realpath "${1:-target/windows/release}")
linux=$(realpath "${2:-target/debug/pdesk}")
out=${3:-target/windows/smoke}
rm -rf "$out"
out=$(mkdir -p "$out" && cd "$out" && pwd)
began=$SECONDS
# shellcheck source=packaging/windows/wine.sh
. packaging/windows/wine.sh
need gcc python3 qpdf cmp
title="Partnership Desk"
wine_begin
echo "Wine is ready after $((SECONDS - began)) s"
gcc -shared -fPIC -O2 -o "$work/same.so" "$here/random.c"

# Runs Linux's pdesk with the same random bytes, at a moment.
linux_at() {
    local seconds=$1
    shift
    SAME_RANDOM=1 SAME_SECONDS="$seconds" LD_PRELOAD="$work/same.so" "$linux" "$@"
}

# The moment of the last thing that the records of a folder tell, in seconds; what a demonstration does is told of noon.
last_moment() {
    python3 - "$1" <<'PY'
import datetime, sqlite3, sys
records = sqlite3.connect(f"file:{sys.argv[1]}/desk.db?mode=ro", uri=True)
at, = records.execute("SELECT coalesce(max(at) FILTER (WHERE at NOT LIKE '%T12:00:00Z'), max(at)) FROM history").fetchone()
print(int(datetime.datetime.strptime(at, "%Y-%m-%dT%H:%M:%S%z").timestamp()))
PY
}

same_papers() {
    local first=$1 second=$2 paper count=0
    for paper in "$first"/*.pdf; do
        cmp "$paper" "$second/$(basename "$paper")" || return 1
        count=$((count + 1))
    done
    [ "$count" -gt 0 ] && [ "$count" -eq "$(find "$second" -maxdepth 1 -name '*.pdf' | wc -l)" ] || return 1
    echo "        $count papers"
}

# --- pdesk.exe ---------------------------------------------------------------------------------------------------

holds "pdesk.exe says its version" test "$(wine "$programs/pdesk.exe" --version | tr -d '\r')" = "$("$linux" --version)"
for pack in assets/packs/*; do
    pack=$(basename "$pack")
    demo="$work/demo-$pack"
    SAME_RANDOM=1 wine "$programs/pdesk.exe" --pack "$pack" --today 2026-10-03 demo "$(windows_path "$demo-windows")" >/dev/null
    linux_at "$(last_moment "$demo-windows/records")" --pack "$pack" --today 2026-10-03 demo "$demo-linux" >/dev/null
    holds "every paper of $pack, with its record, is byte for byte that of Linux" same_papers "$demo-windows" "$demo-linux"
done
says() { wine "$programs/pdesk.exe" --data "$(windows_path "$work/none")" "$@" 2>&1 | tr -d '\r'; }
holds "a wrong call gets a sentence" grep -q "There is no form" <(says forms show nothing)
holds "letters of every language are written as they are" grep -q "–\|’\|“" <(says forms show appendix-c)
long="$work/$(printf 'a%.0s' $(seq 100))/$(printf 'b%.0s' $(seq 100))/$(printf 'ü %.0s' $(seq 40))end"
mkdir -p "$long"
holds "records in a folder of $((${#long} + 5)) letters, with spaces and umlauts" wine "$programs/pdesk.exe" --data "$(windows_path "$long")" new "Long Example Way"
holds "they are there" test -s "$long/desk.db"
refused() { ! wine "$programs/pdesk.exe" --data "$1" new "Example" >"$work/said" 2>&1 && grep -q "$2" "$work/said"; }
holds "a folder on a server is refused" refused '\\server\share\desk' "is on a network drive"
holds "a folder in OneDrive is refused" refused "$(windows_path "$work/OneDrive - Example Council")\\desk" "is copied by OneDrive"

# --- the window, by keyboard -------------------------------------------------------------------------------------

data="$work/data"
saved="$work/saved.pdf"
export PDESK_DATA
PDESK_DATA=$(windows_path "$data")
start_window() {
    wine "$programs/partnership-desk.exe" >"$out/window.log" 2>&1 &
    program=$!
    window_named "$title" 60 >/dev/null || { echo "FAILED  no window within 60 s"; cat "$data/partnership-desk.log"; exit 1; }
    until_true 60 grep -q "^works" "$data/drawing.txt"
    sleep 2
}
quit_window() {
    press "$title" ctrl+q
    for _ in $(seq 100); do kill -0 "$program" 2>/dev/null || return 0; sleep 0.2; done
    return 1
}

start_window
echo "        $(tail -n 1 "$data/partnership-desk.log")"
picture 1-first-run
press "$title" shift+Tab Return
picture 2-home
press "$title" ctrl+n "type:Safer Example Streets" Tab space Tab Return
sleep 2
# Page 1: the kind from a list, then two groups of choices.
press "$title" Tab Tab Down Down Down Down Down Down Tab Tab Down Tab Tab space
picture 3-page-1
press "$title" ctrl+Return
# Page 2: the lead.
press "$title" Tab Tab "type:A. Example" Tab "type:Station Manager"
picture 4-page-2
press "$title" ctrl+Return
# Page 3: a date and a sum.
press "$title" "type:1 4 2026" Tab Tab Tab Tab "type:1250"
picture 5-page-3
press "$title" ctrl+Return ctrl+Return
picture 6-check
press "$title" shift+Tab Return
sleep 2
picture 7-completed
# The records as they stand now, from which Linux must make the same paper.
cp -r "$data" "$work/before"
press "$title" shift+Tab shift+Tab shift+Tab shift+Tab shift+Tab shift+Tab Return
holds "the system’s own dialog asks where to save" window_named "Save PDF" 20
press "Save PDF" alt+n ctrl+a "type:$(windows_path "$saved")"
picture 8-dialog
press "Save PDF" Return
holds "the PDF is saved" until_true 20 test -s "$saved"
picture 9-saved
holds "the window closes by key" quit_window
wineserver -w
holds "it is a good PDF" qpdf --check "$saved" >/dev/null
linux_at "$(last_moment "$data")" --data "$work/before" export P-0001 --form register-entry --part main --out "$work/linux" >/dev/null
cp "$work"/linux/*.pdf "$out/register-entry-of-linux.pdf"
holds "it is byte for byte what Linux makes of the same answers" cmp "$saved" "$work"/linux/*.pdf
cp "$saved" "$out/register-entry.pdf"

start_window
picture 10-again
press "$title" ctrl+f ctrl+f "type:safer"
sleep 1
picture 11-register
holds "the window closes again" quit_window
wineserver -w
"$linux" --data "$data" --json show P-0001 >"$work/answers.json"
for answer in '"reg_name": "Safer Example Streets"' '"A. Example' '"reg_agreed": "2026-04-01"' '"reg_value": 125000' '"state": "completed"'; do
    holds "after the second start it is there: $answer" grep -qF "$answer" "$work/answers.json"
done
holds "the records are in order" grep -q "in order" <("$linux" --data "$data" doctor)
echo "pictures: $out"
echo "done in $((SECONDS - began)) s"
exit $failed
