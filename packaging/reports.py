"""Holds that spreadsheets and calendars read reports as they were meant: LibreOffice, openpyxl, icalendar.

Usage: reports.py FOLDER, in which CSV, XLSX and ICS files lie.
"""

import csv
import datetime
import pathlib
import subprocess
import sys
import tempfile
import tomllib

import icalendar
import openpyxl

# What LibreOffice says of the machine it runs on, not of a file.
OF_THE_MACHINE = "Warning: failed to launch javaldx"


def opened(files, folder, options):
    """Lets LibreOffice open files and save them as XLSX; anything but "convert …" is a warning."""
    target = pathlib.Path(folder)
    call = ["soffice", "--headless", f"-env:UserInstallation=file://{target}/profile", *options]
    call += ["--convert-to", "xlsx", "--outdir", str(target), *map(str, files)]
    done = subprocess.run(call, capture_output=True, text=True, timeout=300)
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    wrong = [line for line in lines if not line.startswith(("convert ", OF_THE_MACHINE))]
    assert done.returncode == 0 and not wrong, f"LibreOffice warns: {wrong}"
    return {file: target / f"{file.stem}.xlsx" for file in files}


def sheets(path):
    """Returns the cells of each sheet: type and value."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[(cell.data_type, cell.value) for cell in row] for row in sheet.iter_rows()] for sheet in book}


def typed(text):
    """Returns what a cell of our CSV is meant to be: number, date, text or nothing."""
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        return text or None


def same(ours, theirs):
    """Compares two cells; a line end may have been written in another way."""
    if isinstance(ours, str) and isinstance(theirs, str):
        plain = [text.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n") for text in (ours, theirs)]
        return plain[0] == plain[1]
    return ours == theirs


def check_xlsx(path, again):
    """Every cell of every sheet is the same after LibreOffice opened and saved it, and none is a formula or a link."""
    ours, theirs = sheets(path), sheets(again)
    assert list(ours) == list(theirs) and list(ours)[-1] == "Data dictionary", f"{path.name}: sheets {list(theirs)}"
    count = 0
    for name, rows in ours.items():
        for at, (row, other) in enumerate(zip(rows, theirs[name])):
            for (kind, value), (other_kind, other_value) in zip(row, other):
                place = f"{path.name}, {name}, row {at + 1}: {value!r} as {other_value!r}"
                assert "f" not in (kind, other_kind), f"formula in {place}"
                assert same(value, other_value), place
                count += value is not None
        assert len(rows) == len(theirs[name]), f"{path.name}, {name}: rows are missing"
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row), f"{path.name}: link"
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref, f"{path.name}: {sheet.title} has no filter or no fixed heading"
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, datetime.datetime):
                    assert cell.number_format == "dd/mm/yyyy", f"{path.name}: {cell.number_format}"
    return count


def check_csv(path, again):
    """LibreOffice takes numbers for numbers, dates for dates and every text for text."""
    raw = path.read_bytes()
    assert raw.startswith("\ufeff".encode()) and raw.endswith(b"\r\n"), f"{path.name}: mark or line end"
    with open(path, encoding="utf-8-sig", newline="") as file:
        ours = list(csv.reader(file))
    [theirs] = sheets(again).values()
    assert len({len(row) for row in ours}) == 1, f"{path.name}: rows of different length"
    count = 0
    for at, row in enumerate(ours):
        for column, text in enumerate(row):
            kind, value = theirs[at][column] if at < len(theirs) and column < len(theirs[at]) else ("n", None)
            meant = text or None if at == 0 else typed(text)
            assert kind != "f" and same(meant, value), f"{path.name}, row {at + 1}: {meant!r} as {value!r}"
            count += value is not None
    return count


def rules():
    """The days before, on which people are reminded, by the id of the rule of the procedure's policy."""
    policy = pathlib.Path(__file__).parent.parent / "assets/packs/wiltshire-frs/policy.toml"
    return {due["id"]: due.get("remind") for due in tomllib.loads(policy.read_text(encoding="utf-8"))["due"]}


def check_reminders(path, events, today):
    """A calendar of records reminds at nine in the morning, on every day that the rule names and that is not past."""
    known, count = rules(), 0
    for event in events:
        id = str(event["UID"]).split("@")[0].split(".", 1)[1]
        rule = max((rule for rule in known if id == rule or id.startswith(f"{rule}-")), key=len, default=None)
        triggers = sorted(alarm["TRIGGER"].dt for alarm in event.walk("VALARM"))
        days = [(datetime.timedelta(hours=9) - trigger) / datetime.timedelta(days=1) for trigger in triggers]
        assert all(event["DTSTART"].dt - datetime.timedelta(days=day) >= today for day in days), f"{path.name}: {id} {days}"
        if rule and known[rule]:
            ahead = [day for day in known[rule] if event["DTSTART"].dt - datetime.timedelta(days=day) >= today]
            assert sorted(days, reverse=True) == sorted(ahead, reverse=True), f"{path.name}: {id} reminds {days}, not {ahead}"
            count += len(ahead)
        else:
            assert len(days) <= 1, f"{path.name}: {id} reminds {days}"
    assert count, f"{path.name} reminds of nothing"


def check_ics(path):
    """Dates, ids, folding and reminders are as RFC 5545 says."""
    raw = path.read_bytes()
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines) and lines[-1] == b"", f"{path.name}: a long line, or no end"
    assert b"\n" not in raw.replace(b"\r\n", b"") and [line.decode() for line in lines], f"{path.name}: line ends"
    calendar = icalendar.Calendar.from_ical(raw)
    events = list(calendar.walk("VEVENT"))
    ids = [str(event["UID"]) for event in events]
    assert events and len(set(ids)) == len(ids), f"{path.name}: ids {ids}"
    for event in events:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        assert type(start) is datetime.date and end == start + datetime.timedelta(days=1), f"{path.name}: {start} {end}"
        assert event["DTSTART"].params["VALUE"] == "DATE" and int(event["SEQUENCE"]) > 0
        assert event["DTSTAMP"].dt.tzinfo is not None and "\ufffd" not in str(event["SUMMARY"])
        assert not event.errors, f"{path.name}: {event.errors}"
        for alarm in event.walk("VALARM"):
            assert alarm["TRIGGER"].dt < datetime.timedelta(days=1) and str(alarm["ACTION"]) == "DISPLAY"
            assert str(alarm["DESCRIPTION"]) == str(event["SUMMARY"]) and not alarm.errors, f"{path.name}: {alarm.errors}"
    if path.name == "demo.ics":
        check_reminders(path, events, events[0]["DTSTAMP"].dt.date())
    return len(events)


def main():
    folder = pathlib.Path(sys.argv[1])
    found = {ending: sorted(folder.glob(f"*.{ending}")) for ending in ("csv", "xlsx", "ics")}
    assert all(found.values()), f"files are missing: {found}"
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        cells = sum(check_xlsx(path, again) for path, again in opened(found["xlsx"], one, []).items())
        # 44 is the comma, 34 the quotation mark, 76 UTF-8.
        options = ["--infilter=CSV:44,34,76,1"]
        plain = sum(check_csv(path, again) for path, again in opened(found["csv"], two, options).items())
    events = sum(check_ics(path) for path in found["ics"])
    print(f"{cells} cells of XLSX and {plain} of CSV agree, {events} events are read")
    return 0


sys.exit(main())
