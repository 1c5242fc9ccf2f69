#!/usr/bin/env bash
# Makes the same filled form of four pages again and again by us and by others, and says what each took.
#
# Wants a quiet machine with pip's reportlab, typst and weasyprint, LibreOffice Writer and poppler-utils:
#   pip install reportlab typst weasyprint
#   apt-get install --no-install-recommends libreoffice-writer-nogui poppler-utils
# BENCH names a benchmark program that is built already; without it, one is built optimised.
set -eu
cd "$(dirname "$0")/../.."
for tool in soffice pdfinfo; do
    command -v "$tool" >/dev/null || { echo "$tool is missing; see the head of this script" >&2; exit 1; }
done
python3 -c 'import reportlab, typst, weasyprint' || { echo "see the head of this script" >&2; exit 1; }
if [ -z "${BENCH:-}" ]; then
    BENCH=$(cargo bench --bench bench --no-run --message-format=json |
        python3 -c 'import json, sys; print([line["executable"] for line in map(json.loads, sys.stdin) if line.get("executable")][-1])')
fi
exec python3 tests/bench/compare/measure.py "$BENCH"
