#!/usr/bin/env bash
# Checks every PDF of a folder, the demonstration of a pack, with tools that are not ours: qpdf, pdfua, poppler.
set -eu
folder=$1 pack=$2
for file in "$folder"/*.pdf; do
    name=$(basename "$file")
    qpdf --check "$file" >/dev/null || { echo "$name: qpdf finds faults"; exit 1; }
    pdfua check "$file" >/dev/null || { echo "$name: pdfua finds faults"; pdfua check "$file"; exit 1; }
    # Every font embedded, subset and with Unicode: three times yes on each line after the heading.
    pdffonts "$file" | tail -n +3 | awk -v name="$name" '{ if ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes") { print name ": " $0; bad = 1 } } END { exit bad }'
    [ "$(pdfinfo -struct-text "$file" | grep -c .)" -gt 10 ] || { echo "$name: no structure to read"; exit 1; }
    pdfinfo "$file" | grep -q '^Tagged: *yes' || { echo "$name: not tagged"; exit 1; }
done
# Every text answer of the demonstration is found on its paper.
python3 "$(dirname "$0")/answers_on_paper.py" "$folder" "$pack"
