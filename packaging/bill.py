"""What is inside a program: the crates that are built into it, their versions, checksums and licences.

    bill.py sbom TARGET      a bill of materials, CycloneDX 1.6 as JSON
    bill.py notices TARGET   the licence texts that must go with the program

TARGET is a platform of Rust, such as x86_64-pc-windows-gnu: what other systems alone need is left out, and so is what
is needed only for building and for tests.
"""

import json
import subprocess
import sys
import tomllib
import uuid
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXTS = ("licen", "copying", "notice", "ofl", "unlicense")


def metadata(target):
    call = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
    return json.loads(subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT).stdout)


def built_in(told):
    """Returns the packages that end up in the program, the program first, and what each needs."""
    packages = {package["id"]: package for package in told["packages"]}
    nodes = {node["id"]: node for node in told["resolve"]["nodes"]}
    needs, waiting = {}, [told["resolve"]["root"]]
    while waiting:
        node = waiting.pop()
        if node in needs:
            continue
        linked = [
            dependency["pkg"]
            for dependency in nodes[node]["deps"]
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]) and not is_macro(packages[dependency["pkg"]])
        ]
        needs[node] = sorted(linked)
        waiting.extend(linked)
    return packages, needs


def is_macro(package):
    return any("proc-macro" in target["kind"] for target in package["targets"])


def checksums():
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text(encoding="utf-8"))
    return {(package["name"], package["version"]): package.get("checksum") for package in lock["package"]}


def purl(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(package, kind, sums):
    made = {
        "type": kind,
        "bom-ref": purl(package),
        "name": package["name"],
        "version": package["version"],
        "purl": purl(package),
    }
    if package["description"]:
        made["description"] = " ".join(package["description"].split())
    if package["license"]:
        made["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    checksum = sums.get((package["name"], package["version"]))
    if checksum:
        made["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    return made


def sbom(target):
    told = metadata(target)
    packages, needs = built_in(told)
    root, sums = told["resolve"]["root"], checksums()
    others = sorted((id for id in needs if id != root), key=lambda id: purl(packages[id]))
    components = [component(packages[id], "library", sums) for id in others]
    dependencies = [
        {"ref": purl(packages[id]), "dependsOn": sorted(purl(packages[need]) for need in needs[id])} for id in [root, *others]
    ]
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([target, dependencies]))}",
        "version": 1,
        "metadata": {
            "component": component(packages[root], "application", sums),
            "properties": [{"name": "cargo:target", "value": target}],
        },
        "components": components,
        "dependencies": dependencies,
    }
    json.dump(whole, sys.stdout, indent=1, ensure_ascii=False)
    print()


def texts_of(package):
    folder = Path(package["manifest_path"]).parent
    found = [file for file in sorted(folder.iterdir()) if file.is_file() and file.name.lower().startswith(TEXTS)]
    if package["license_file"]:
        found.append(folder / package["license_file"])
    return [file.read_text(encoding="utf-8", errors="replace").strip() for file in dict.fromkeys(found)]


def notices(target):
    told = metadata(target)
    packages, needs = built_in(told)
    users, silent = {}, []
    for id in needs:
        package = packages[id]
        if id == told["resolve"]["root"]:
            continue
        name = f"{package['name']} {package['version']}"
        texts = texts_of(package)
        if not texts:
            silent.append(f"{name}: {package['license']}, {', '.join(package['authors']) or 'authors not named'}")
        for text in texts:
            users.setdefault(text, []).append(name)
    for text in (ROOT / "assets/fonts").glob("*.txt"):
        users.setdefault(text.read_text(encoding="utf-8").strip(), []).append("the fonts of window and paper")
    print("What Partnership Desk is made with, and the licences of it.\n")
    for text, names in sorted(users.items(), key=lambda pair: sorted(pair[1])):
        print("=" * 79)
        print(", ".join(sorted(names)))
        print("=" * 79)
        print(f"{text}\n")
    print("=" * 79)
    print("These bring no text of their licence with them:\n")
    print("\n".join(sorted(silent)))


def main(arguments):
    ways = {"sbom": sbom, "notices": notices}
    if len(arguments) != 2 or arguments[0] not in ways:
        raise SystemExit(__doc__)
    ways[arguments[0]](arguments[1])


main(sys.argv[1:])
