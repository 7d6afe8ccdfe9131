#!/usr/bin/env python3
"""Draws icon.png, the icon of the packages: a star of five processes around a body, as a glial cell has them, on a rounded square.

Nothing but the standard library is needed: the picture is a distance to shapes, taken at sixteen points a pixel.
"""
import math
import struct
import zlib

SIZE = 128
SAMPLES = 4
BACK = (27, 38, 59)
CELL = (255, 183, 77)
CORE = (27, 38, 59)
ENDS = (120, 220, 200)


def segment(x, y, ax, ay, bx, by):
    """The distance of a point from a line segment, and how far along it the nearest place is, from 0 to 1."""
    dx, dy = bx - ax, by - ay
    along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    return math.hypot(x - ax - along * dx, y - ay - along * dy), along


def colour(x, y):
    """What stands at a point of the unit square around (0, 0), or None outside of the icon."""
    corner, half = 0.2, 0.5
    dx, dy = max(abs(x) - half + corner, 0), max(abs(y) - half + corner, 0)
    if math.hypot(dx, dy) > corner:
        return None
    distance = math.hypot(x, y)
    if distance < 0.06:
        return CORE
    if distance < 0.15:
        return CELL
    for arm in range(5):
        angle = math.radians(-90 + 72 * arm)
        ex, ey = 0.36 * math.cos(angle), 0.36 * math.sin(angle)
        if math.hypot(x - ex, y - ey) < 0.065:
            return ENDS
        away, along = segment(x, y, 0, 0, ex, ey)
        if away < 0.055 - 0.03 * along:
            return CELL
    return BACK


def pixel(column, row):
    seen = []
    for i in range(SAMPLES * SAMPLES):
        x = (column + (i % SAMPLES + 0.5) / SAMPLES) / SIZE - 0.5
        y = (row + (i // SAMPLES + 0.5) / SAMPLES) / SIZE - 0.5
        seen.append(colour(x, y))
    inside = [one for one in seen if one is not None]
    if not inside:
        return (0, 0, 0, 0)
    mean = tuple(round(sum(one[k] for one in inside) / len(inside)) for k in range(3))
    return mean + (round(255 * len(inside) / len(seen)),)


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


rows = b"".join(b"\0" + b"".join(bytes(pixel(column, row)) for column in range(SIZE)) for row in range(SIZE))
with open("icon.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n")
    file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)))
    file.write(chunk(b"IDAT", zlib.compress(rows, 9)))
    file.write(chunk(b"IEND", b""))
