"""Types into the real window, kills it one second later, and looks into the records for what was typed."""

import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import atspi


def wait_for(what, found):
    for _ in range(150):
        result = found()
        if result:
            return result
        time.sleep(0.1)
    sys.exit(f"{what} did not come")


def kept(token):
    """Is the token in the records, as another program sees them?"""
    database = pathlib.Path(os.environ["PDESK_DATA"]) / "desk.db"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as records:
        rows = records.execute("SELECT entry FROM draft_entry").fetchall()
    return any(token in row[0] for row in rows)


def one_round(program, number):
    log = open(os.devnull, "w")
    window = subprocess.Popen([program, "--renderer", "glow"], stdout=log, stderr=log)
    search = ["xdotool", "search", "--onlyvisible", "--name", "Partnership Desk"]
    wid = wait_for("The window", lambda: subprocess.run(search, capture_output=True, text=True).stdout.split())[0]
    app = atspi.window()
    if number == 0:
        atspi.press(app, "Skip for now")
    button = wait_for("The draft", lambda: next(
        (n for n, _ in atspi.walk(app) if n.get_role_name() in {"push button", "link"} and "Register entry" in (n.get_name() or "")), None))
    button.do_action(0)
    field = atspi.find(app, {"entry", "text"}, "Name of the partnership")
    box = field.get_extents(atspi.Atspi.CoordType.WINDOW)
    subprocess.run(["xdotool", "windowfocus", wid], check=True)
    subprocess.run(["xdotool", "mousemove", "--window", wid, str(box.x + 60), str(box.y + box.height // 2), "click", "1"], check=True)
    time.sleep(0.3)
    token = f"round{number}x{os.getpid()}"
    subprocess.run(["xdotool", "key", "ctrl+a"], check=True)
    subprocess.run(["xdotool", "type", "--delay", "40", token], check=True)
    time.sleep(1.0)
    window.send_signal(signal.SIGKILL)
    window.wait()
    return kept(token)


def main():
    program, rounds = sys.argv[1], int(sys.argv[2])
    lost = 0
    for number in range(rounds):
        if not one_round(program, number):
            lost += 1
            print(f"round {number}: lost")
    print(f"{rounds - lost} passed, {lost} failed")
    sys.exit(1 if lost else 0)


main()
