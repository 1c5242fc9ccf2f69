"""Points a Windows program's header to its load configuration, the section .ldcfg that guard.c makes.

GNU's linker leaves that entry of the header empty; Microsoft's fills it in.

    load_config.py PROGRAM.exe          fills the entry in
    load_config.py --check PROGRAM.exe  says which folders the loader may search, and fails if it is not told
"""

import struct
import sys
from pathlib import Path

ENTRY = 10  # IMAGE_DIRECTORY_ENTRY_LOAD_CONFIG
FLAGS_AT = 78
SYSTEM32 = 0x800


def headers(program):
    """Returns where the entry stands, and the sections as name: (address, size, place in the file)."""
    start = struct.unpack_from("<I", program, 0x3C)[0]
    if program[start : start + 4] != b"PE\0\0":
        raise SystemExit("It is no Windows program.")
    n_sections, length = struct.unpack_from("<H12xH", program, start + 6)
    optional = start + 24
    if struct.unpack_from("<H", program, optional)[0] != 0x20B:
        raise SystemExit("It is no 64-bit Windows program.")
    sections = {}
    for at in range(optional + length, optional + length + 40 * n_sections, 40):
        name, size, address, _, place = struct.unpack_from("<8sIIII", program, at)
        sections[name.rstrip(b"\0").decode()] = (address, size, place)
    return optional + 112 + 8 * ENTRY, sections


def main(arguments):
    path = Path(arguments[-1])
    program = bytearray(path.read_bytes())
    entry, sections = headers(program)
    if arguments[0] != "--check":
        address, size, _ = sections[".ldcfg"]
        struct.pack_into("<II", program, entry, address, size)
        path.write_bytes(program)
        return
    address, _ = struct.unpack_from("<II", program, entry)
    flags = 0
    for start, size, place in sections.values():
        if start <= address < start + size:
            flags = struct.unpack_from("<H", program, place + address - start + FLAGS_AT)[0]
    if flags != SYSTEM32:
        raise SystemExit(f"{path.name}: the loader is not told to search Windows’ own folder alone (flags {flags:#x}).")
    print(f"{path.name}: DLLs are searched for in Windows’ own folder alone")


main(sys.argv[1:])
