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


def expected(pack):
    """Every text that a paper must show: of a form that a partnership has once, as it was answered last."""
    once, hidden = set(), set()
    for file in pack.glob("forms/*.toml"):
        form = tomllib.loads(file.read_text(encoding="utf-8"))
        if form.get("repeats") == "once":
            once.add(form["id"])
        for question in (question for page in form["page"] for question in page["question"]):
            if question.get("print") is False:
                hidden.add(question["id"])
    answers = {}
    for file in sorted(pack.glob("demo/*.toml")):
        step = tomllib.loads(file.read_text(encoding="utf-8"))
        document = "" if step["form"] in once else file.name
        for question, value in step.get("answers", {}).items():
            if question not in hidden:
                answers[step["partnership"], step["form"], document, question] = file.name, value
    for name, value in answers.values():
        yield from ((name, text) for text in texts(value))


def main():
    paper = ""
    for file in sorted(pathlib.Path(sys.argv[1]).glob("*.pdf")):
        read = ["pdftotext", "-layout", str(file), "-"], ["pdftotext", str(file), "-"]
        paper += "".join(words(subprocess.run(call, capture_output=True, text=True, check=True).stdout) for call in read)
    missing, found = [], 0
    for name, text in expected(pathlib.Path(sys.argv[2])):
        # A cell breaks over lines beside its neighbours: look for each run of two words.
        parts = text.split()
        pairs = ["".join(parts[at : at + 2]) for at in range(0, len(parts) - 1, 2)]
        if words(text) in paper or all(word in paper for word in parts):
            found += 1
        else:
            missing.append(f"{name}: {text} ({[pair for pair in pairs if pair not in paper][:2]})")
    print(f"{found} texts found on paper, {len(missing)} missing")
    print("\n".join(missing))
    return 1 if missing or not found else 0


sys.exit(main())
