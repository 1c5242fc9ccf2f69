"""Lists the pictures of a Windows program's icon, and fails where one of the sizes of desk.ico is not there.

    icons_of.py PROGRAM.exe
"""

import struct
import sys
from pathlib import Path

GROUP_ICON = 14
DIRECTORY = 0x80000000


def resources(program):
    """Returns the section of resources, and its address."""
    start = struct.unpack_from("<I", program, 0x3C)[0]
    n_sections, length = struct.unpack_from("<H12xH", program, start + 6)
    first = start + 24 + length
    for at in range(first, first + 40 * n_sections, 40):
        name, _, address, size, place = struct.unpack_from("<8sIIII", program, at)
        if name.startswith(b".rsrc"):
            return program[place : place + size], address
    raise SystemExit("The program has no resources.")


def entries(section, at):
    """Returns the entries of a directory as (id, offset)."""
    named, numbered = struct.unpack_from("<HH", section, at + 12)
    return [struct.unpack_from("<II", section, at + 16 + 8 * i) for i in range(named + numbered)]


def first_below(section, offset):
    """Follows the first entry down to the data."""
    while offset & DIRECTORY:
        offset = entries(section, offset & ~DIRECTORY)[0][1]
    return struct.unpack_from("<II", section, offset)


def sides(program):
    """Returns the sides of the pictures in the program's first icon."""
    section, address = resources(program)
    for kind, offset in entries(section, 0):
        if kind == GROUP_ICON:
            place, _ = first_below(section, offset)
            at = place - address
            count = struct.unpack_from("<H", section, at + 4)[0]
            return sorted(section[at + 6 + 14 * i] or 256 for i in range(count))
    return []


def main(path):
    icon = (Path(__file__).parents[2] / "assets/icon/desk.ico").read_bytes()
    count = struct.unpack_from("<H", icon, 4)[0]
    wanted = sorted(icon[6 + 16 * i] or 256 for i in range(count))
    found = sides(Path(path).read_bytes())
    print(f"{Path(path).name}: an icon of {', '.join(map(str, found))} points")
    return 0 if found == wanted else 1


sys.exit(main(sys.argv[1]))
