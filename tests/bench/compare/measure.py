"""Runs each maker of PDF in turn and writes a table of what it took: measure.py BENCH."""

import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
# Name, script, files: slow ones write fewer, and their seconds are scaled to 1,000.
PEERS = [("ReportLab", "reportlab", 200), ("Typst", "typst", 200), ("LibreOffice", "libreoffice", 50), ("WeasyPrint", "weasyprint", 25)]
GROWTH = [1, 10, 100, 1000]


def run(call):
    """Returns CPU seconds with those of children, and the peak memory in MB of the largest process."""
    process = subprocess.Popen(call)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{call[0]} failed with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def row(name, count, call, folder):
    seconds, memory = run([*call, str(count), str(folder)])
    files = sorted(folder.glob("*.pdf"))
    if len(files) != count:
        sys.exit(f"{name} wrote {len(files)} files, not {count}")
    info = subprocess.run(["pdfinfo", files[0]], capture_output=True, text=True, check=True).stdout
    facts = dict(line.split(":", 1) for line in info.splitlines() if ":" in line)
    size = sum(file.stat().st_size for file in files) / count / 1000
    tagged = facts["Tagged"].strip()
    print(f"| {name} | {count} | {facts['Pages'].strip()} | {seconds * 1000 / count:.1f} | {memory:.0f} | {tagged} | {size:.1f} |", flush=True)


def main():
    bench = sys.argv[1]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        form = scratch / "form.json"
        run([bench, "forms", "text", str(form)])
        print("| Maker | Files | Pages | CPU s per 1,000 | Peak MB | Tagged | kB a file |\n|---|---|---|---|---|---|---|")
        makers = [("Partnership Desk", 1000, [bench, "forms", "write"])]
        makers += [(name, count, [sys.executable, str(HERE / f"{script}_form.py"), str(form)]) for name, script, count in PEERS]
        for name, count, call in makers:
            folder = scratch / name.replace(" ", "")
            folder.mkdir()
            row(name, count, call, folder)
        print("\n| Pages of one document | Times | CPU ms a page | Ratio | Peak MB | kB |\n|---|---|---|---|---|---|")
        start = min(run([bench, "forms", "pages", "1", "0", os.devnull])[0] for _ in range(3))
        first = None
        for pages in GROWTH:
            file, times = scratch / "grown.pdf", max(GROWTH) // pages
            seconds, memory = run([bench, "forms", "pages", str(pages), str(times), str(file)])
            info = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
            found = int(next(line for line in info.splitlines() if line.startswith("Pages:")).split()[1])
            each = (seconds - start) * 1000 / (found * times)
            first = first or each
            print(f"| {found} | {times} | {each:.2f} | {each / first:.2f} | {memory:.0f} | {file.stat().st_size / 1000:.0f} |", flush=True)


main()
