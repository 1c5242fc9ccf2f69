"""Checks the revision format without any of our code: canonical JSON (RFC 8785) and SHA-256.

Each `*.json` beside this file holds a revision in any layout, and the digest its
canonical form must have. Run: python3 tests/formats/check.py
"""

import hashlib
import json
import pathlib
import sys


def canonical(value):
    """Writes JSON as RFC 8785 does; revisions hold no fractions, so numbers are whole."""
    if isinstance(value, dict):
        # Names are ordered by their UTF-16 code units, not by code point.
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(text(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, float):
        raise ValueError("a fraction")
    return text(value)


def text(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def check(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    digest = hashlib.sha256(canonical(case["revision"]).encode("utf-8")).hexdigest()
    for card in case["cards"]:
        salted = bytes.fromhex(card["salt"]) + canonical(card["fields"]).encode("utf-8")
        if hashlib.sha256(salted).hexdigest() != case["revision"]["cards"][card["id"]]:
            return f"{path.name}: the commitment of card {card['id']} differs"
    if digest != case["digest"]:
        return f"{path.name}: the digest is {digest}, not {case['digest']}"
    return None


def main():
    paths = sorted(pathlib.Path(__file__).parent.glob("*.json"))
    failures = [failure for failure in map(check, paths) if failure]
    for failure in failures:
        print(failure)
    print(f"{len(paths) - len(failures)} passed, {len(failures)} failed")
    sys.exit(1 if failures or not paths else 0)


main()
