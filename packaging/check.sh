#!/usr/bin/env bash
# Every check of the project, in one list. Says how long each took, and ends with what failed.
# What a check needs beyond Rust is installed by .ci/run; where it is missing, the check says so and fails.
set -u
cd "$(dirname "$0")/.." || exit 2
failed=()
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

step() {
    local name=$1 start=$SECONDS
    shift
    if "$@" >"$out/log" 2>&1; then
        echo "ok      $name ($((SECONDS - start)) s)"
        # What a check left out is told, not hidden.
        grep "^skipped" "$out/log" || true
    else
        echo "FAILED  $name ($((SECONDS - start)) s)"
        tail -n 40 "$out/log"
        failed+=("$name")
    fi
}

need() {
    local tool missing=()
    for tool in "$@"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "Missing: ${missing[*]}. On Debian: apt-get install qpdf poppler-utils xvfb xdotool imagemagick at-spi2-core libreoffice-calc; pip install pdfua"
    return 1
}

papers() {
    need pdfua qpdf pdftotext pdffonts pdfinfo || return 1
    for pack in assets/packs/*; do
        folder="$out/demo/$(basename "$pack")"
        cargo run --quiet --bin pdesk -- --pack "$(basename "$pack")" demo "$folder" >/dev/null || return 1
        packaging/papers.sh "$folder" "$pack" || return 1
    done
}

fillable() {
    python3 -c 'import pypdf, pikepdf, pypdfium2' || { echo "Missing: pip install pypdf pikepdf pypdfium2"; return 1; }
    /usr/bin/python3 -c 'import gi; gi.require_version("Poppler", "0.18")' || { echo "Missing: apt-get install python3-gi gir1.2-poppler-0.18"; return 1; }
    cargo build --quiet --bin pdesk && python3 packaging/fillable.py target/debug/pdesk "$out/fillable"
}

reports() {
    need soffice qpdf pdfua || return 1
    python3 -c 'import icalendar, openpyxl' || { echo "Missing: pip install icalendar openpyxl"; return 1; }
    mkdir -p "$out/reports"
    REPORT_FILES="$out/reports" cargo test --quiet --test it report::the_same || return 1
    # Every report of the procedure, of the records of the demonstration.
    cargo run --quiet --bin pdesk -- --today 2026-10-03 demo "$out/demo-reports" >/dev/null || return 1
    local desk=(target/debug/pdesk --today 2026-10-03 --data "$out/demo-reports/records") name of
    "${desk[@]}" due --ics "$out/reports/demo.ics" || return 1
    for name in $("${desk[@]}" report | cut -d ' ' -f 1); do
        of=()
        [ "$name" = audit-file ] && of=(--partnership P-0002)
        for ending in pdf xlsx csv; do
            "${desk[@]}" report "$name" "${of[@]}" --out "$out/reports/$name.$ending" || return 1
        done
    done
    local paper
    for paper in "$out/reports"/*.pdf; do qpdf --check "$paper" && pdfua check "$paper" || return 1; done
    python3 packaging/reports.py "$out/reports"
}

window() {
    need Xvfb xdotool dbus-run-session || return 1
    cargo build --quiet --bin partnership-desk && packaging/smoke.sh target/debug/partnership-desk
}

step "format" cargo fmt --check
step "lints" cargo clippy --all-targets -- -D warnings
step "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --quiet
step "without the window" cargo check --quiet --no-default-features
step "revisions, by a second implementation" python3 tests/formats/check.py
step "licences" python3 packaging/licences.py
step "papers" papers
step "forms filled in by other programs" fillable
step "reports opened by other programs" reports
step "the real window" window
step "packaging" packaging/check-packaging.sh
step "types for a Mac" packaging/macos/typecheck.sh

if [ ${#failed[@]} -gt 0 ]; then
    echo "Failed: ${failed[*]}"
    exit 1
fi
