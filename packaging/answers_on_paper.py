"""Looks for every text answer of the demonstration in the text that poppler reads from its paper."""

import pathlib
import re
import subprocess
import sys
import tomllib


def words(text):
    """Letters, digits and marks alone: line ends and spaces differ between paper and file."""
    return re.sub(r"\s+", "", text).replace("\u00ad", "")


def texts(value):
    """Every text of three words or more in an answer."""
    if isinstance(value, str):
        if len(value.split()) > 2:
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def main():
    paper = ""
    for file in sorted(pathlib.Path(sys.argv[1]).glob("*.pdf")):
        read = ["pdftotext", "-layout", str(file), "-"], ["pdftotext", str(file), "-"]
        paper += "".join(words(subprocess.run(call, capture_output=True, text=True, check=True).stdout) for call in read)
    missing, found = [], 0
    demo = pathlib.Path(__file__).parent.parent / "assets" / "packs"
    for file in sorted(demo.glob("*/demo/*.toml")):
        for text in texts(tomllib.loads(file.read_text(encoding="utf-8"))["answers"]):
            # A cell breaks over lines beside its neighbours: look for each run of two words.
            parts = text.split()
            pairs = ["".join(parts[at : at + 2]) for at in range(0, len(parts) - 1, 2)]
            if words(text) in paper or all(word in paper for word in parts):
                found += 1
            else:
                missing.append(f"{file.name}: {text} ({[pair for pair in pairs if pair not in paper][:2]})")
    print(f"{found} texts found on paper, {len(missing)} missing")
    print("\n".join(missing))
    return 1 if missing or not found else 0


sys.exit(main())
