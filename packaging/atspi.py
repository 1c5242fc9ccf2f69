#!/usr/bin/python3
"""Walks the window as a screen reader sees it: every control that takes the focus must have a name."""
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

TAKES_FOCUS = {"push button", "toggle button", "entry", "text", "radio button", "check box", "combo box", "link"}


def walk(node, depth=0):
    yield node, depth
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None:
            yield from walk(child, depth + 1)


def window():
    for _ in range(100):
        desk = Atspi.get_desktop(0)
        for at in range(desk.get_child_count()):
            app = desk.get_child_at_index(at)
            if app is not None and "partnership" in (app.get_name() or "").lower():
                return app
        time.sleep(0.2)
    desk = Atspi.get_desktop(0)
    names = [desk.get_child_at_index(at).get_name() for at in range(desk.get_child_count())]
    sys.exit(f"The window is not in the accessibility tree; there are {names}")


def find(app, role, name):
    for _ in range(50):
        for node, _depth in walk(app):
            if node.get_role_name() in role and node.get_name() == name:
                return node
        time.sleep(0.2)
    names = sorted({f"{n.get_role_name()}: {n.get_name()}" for n, _ in walk(app) if n.get_name()})
    sys.exit(f"No {role} is called “{name}”. There are:\n" + "\n".join(names))


def press(app, name):
    find(app, {"push button", "toggle button", "link", "radio button"}, name).do_action(0)
    time.sleep(1.0)


def enter(app, name, text):
    find(app, {"entry", "text"}, name).set_text_contents(text)
    time.sleep(0.5)


def check_names(app):
    nameless = [n.get_role_name() for n, _ in walk(app) if n.get_role_name() in TAKES_FOCUS and not n.get_name()]
    if nameless:
        sys.exit(f"Controls without a name: {nameless}")
    print(f"{sum(1 for _ in walk(app))} nodes, every control has a name")


def main():
    app = window()
    check_names(app)
    press(app, "Skip for now")
    press(app, "Start your first partnership")
    enter(app, "Name of the partnership", "Smoke test")
    press(app, "Register entry")
    press(app, "Start")
    find(app, {"heading"}, "The partnership")
    check_names(app)
    press(app, "Save and continue")
    find(app, {"heading"}, "There is a problem")
    check_names(app)
    if "--list" in sys.argv:
        for node, depth in walk(app):
            print("  " * depth + f"{node.get_role_name()}: {node.get_name()!r} {node.get_description()!r}")


if __name__ == "__main__":
    main()
