#!/usr/bin/env python3
"""Marks the demand for one version of another library's symbols as weak, so that a system that lacks it loads the library all the same.

Usage: weaken.py LIBRARY.so VERSION

Of the ELF file (64 bits, little-endian) the flags of one entry of .gnu.version_r are changed: VER_FLG_WEAK, see the System V ABI's
chapter on symbol versioning. Whoever does this must supply the symbols of that version that are called.
"""
import struct
import sys

WEAK, VERSION_NEEDS = 2, 0x6FFFFFFE


def sections(data):
    """Type, offset, and the section that names lie in, of every section."""
    table, = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    for i in range(count):
        _, kind, _, _, offset, _, link, *_ = struct.unpack_from("<IIQQQQIIQQ", data, table + i * size)
        yield kind, offset, link


def entries(data, version):
    """Where the flags of the entries lie that demand the version."""
    all_sections = list(sections(data))
    for kind, library, link in all_sections:
        if kind != VERSION_NEEDS:
            continue
        names, more = all_sections[link][1], True
        while more:
            _, count, _, first, following = struct.unpack_from("<HHIII", data, library)
            entry = library + first
            for _ in range(count):
                _, _, _, name, step = struct.unpack_from("<IHHII", data, entry)
                if data[names + name:data.index(0, names + name)].decode() == version:
                    yield entry + 4
                entry += step
            library, more = library + following, following != 0


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    path, version = sys.argv[1:]
    with open(path, "r+b") as file:
        data = bytearray(file.read())
        found = list(entries(data, version))
        if not found:
            sys.exit(f"{path} does not ask for {version}.")
        for flags in found:
            struct.pack_into("<H", data, flags, WEAK)
        file.seek(0)
        file.write(data)


main()
