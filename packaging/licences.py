"""Holds that every dependency has a licence the project may ship with."""

import json
import re
import subprocess
import sys

ALLOWED = {
    "MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC",
    "MPL-2.0", "OFL-1.1", "Unicode-3.0", "Unlicense", "Zlib", "0BSD", "bzip2-1.0.6",
}
# A package whose licence is told in a file of its own: name and what the file says.
TOLD_IN_FILE = {}


def allowed(expression):
    """Is there a choice of licences in the expression that are all allowed?"""
    choices = re.split(r"\s+OR\s+|/", expression.replace("(", "").replace(")", ""))
    return any(all(part.strip() in ALLOWED for part in choice.split(" AND ")) for choice in choices)


def main():
    call = ["cargo", "metadata", "--format-version", "1", "--locked"]
    packages = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)["packages"]
    wrong = []
    for package in packages:
        licence = package["license"] or TOLD_IN_FILE.get(package["name"], "none")
        if not allowed(licence):
            wrong.append(f"{package['name']} {package['version']}: {licence}")
    print(f"{len(packages)} packages, {len(wrong)} with a licence that is not allowed")
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
