"""Times pdesk and SQLite's shell on the same records; see ../compare-register.sh."""
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import time

TODAY = "2026-11-24"
CALLS = 40


def timed(command):
    """Returns the milliseconds of a whole process, and what it said."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    took = (time.perf_counter() - start) * 1000
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return took, done.stdout


def told(name, times, shell):
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95) - 1]
    beside = statistics.median(shell) if shell else None
    ratio = f"{statistics.median(times) / beside:8.1f}" if beside else "       –"
    beside = f"{beside:10.1f}" if beside else "         –"
    print(f"{name:<34} {statistics.median(times):10.1f} {p95:10.1f} {beside} {ratio}")


def words_of(database):
    """Words that occur, common and rare, typed letter by letter."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    names = [name for (name,) in connection.execute("SELECT text FROM register_row WHERE \"column\" = 'name' LIMIT 400")]
    words = sorted({word.lower() for name in names for word in name.split() if word.isalpha() and len(word) > 3})
    chosen = words[:: max(1, len(words) // 10)][:10]
    return [word[:length] for word in chosen for length in range(1, min(len(word), 5))]


def measure(pdesk, folder):
    database = f"{folder}/desk.db"
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    (partnerships,) = connection.execute("SELECT count(*) FROM partnership").fetchone()
    (revisions,) = connection.execute("SELECT count(*) FROM revision").fetchone()
    connection.close()
    ours = lambda *words: [pdesk, "--data", folder, "--today", TODAY, *words]
    shell = lambda sql: ["sqlite3", "-readonly", database, sql]
    print(f"\n{partnerships} partnerships, {revisions} revisions")
    print(f"{'whole process, ms':<34} {'median':>10} {'95 %':>10} {'SQLite':>10} {'ratio':>8}")
    timed(ours("register", "--limit", "50"))
    told("start alone, the procedure read", [timed(ours("forms"))[0] for _ in range(CALLS)], None)
    first = "SELECT e.entry, r.text FROM register_entry e JOIN register_row r USING (entry) WHERE e.entry IN (SELECT entry FROM register_row WHERE \"column\" = 'name' ORDER BY sort LIMIT 50)"
    told(
        "open, first 50 by name",
        [timed(ours("register", "--limit", "50"))[0] for _ in range(CALLS)],
        [timed(shell(first))[0] for _ in range(CALLS)],
    )
    typed, beside = [], []
    for word in words_of(database):
        typed.append(timed(ours("register", "--search", word, "--limit", "50"))[0])
        beside.append(timed(shell(f"SELECT rowid FROM search WHERE search MATCH '\"{word}\" *' ORDER BY rowid DESC LIMIT 500"))[0])
    told("search as typed, 50 shown", typed, beside)
    state = "SELECT s.entry FROM register_row s WHERE s.\"column\" = 'reg_value' AND s.sort >= 5000000 ORDER BY s.sort DESC"
    told(
        "value from £50,000, by value",
        [timed(ours("register", "--where", "reg_value>=50000", "--sort=-reg_value", "--limit", "50"))[0] for _ in range(CALLS)],
        [timed(shell(state))[0] for _ in range(CALLS)],
    )
    due = "SELECT * FROM due_date WHERE on_day <= '2026-12-24' ORDER BY on_day"
    told("due within 30 days", [timed(ours("due", "--within", "30"))[0] for _ in range(5)], [timed(shell(due))[0] for _ in range(5)])
    report = ours("report", "quarterly-register", "--period", "2026Q3", "--out", "/dev/shm/quarter.xlsx")
    told("quarterly report to XLSX", [timed(report)[0] for _ in range(3)], None)
    print(f"most memory of any of these: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    for records in sys.argv[2:]:
        measure(sys.argv[1], records)
