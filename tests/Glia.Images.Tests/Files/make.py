#!/usr/bin/env python3
"""Makes the images beside it. PNG and BMP are written with zlib and struct alone; JPEG and GIF need ImageMagick's convert.

The picture is always the same: 24 x 16 pixels in blocks of 8, no two orientations alike. `png_*.png`, `bmp_*.bmp` and
`jpg_*.jpg` are kinds of file; `exif_1.jpg` to `exif_8.jpg` and `exif_6.png` lie in the file as a camera held in that way
leaves them, with the tag that says so, and all look the same once turned. ImageMagick's own -auto-orient agrees (checked here).
"""
import os
import struct
import subprocess
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
W, H = 24, 16
BLOCKS = [[(250, 250, 250), (200, 40, 40), (20, 20, 20)], [(40, 180, 60), (30, 60, 220), (130, 130, 130)]]
RGB = [[BLOCKS[y // 8][x // 8] for x in range(W)] for y in range(H)]
GRAY = [[(299 * r + 587 * g + 114 * b + 500) // 1000 for r, g, b in row] for row in RGB]


def path(name):
    return os.path.join(HERE, name)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pack_bits(values, bits):
    out, have, n = bytearray(), 0, 0
    for v in values:
        have, n = have << bits | v, n + bits
        if n == 8:
            out.append(have)
            have = n = 0
    if n:
        out.append(have << (8 - n))
    return bytes(out)


def png(name, rows, bits, color, before=b"", interlaced=False, filtered=False):
    """rows: a list of rows of tuples of channel values."""
    channels = len(rows[0][0])

    def scanlines(part):
        out, above = b"", None
        for row in part:
            flat = [v for pixel in row for v in pixel]
            line = b"".join(struct.pack(">H", v) for v in flat) if bits == 16 else pack_bits(flat, bits) if bits < 8 else bytes(flat)
            above = above or bytes(len(line))
            if filtered:  # filter 2: the difference from the row above
                out += b"\x02" + bytes((a - b) & 255 for a, b in zip(line, above))
            else:
                out += b"\x00" + line
            above = line
        return out

    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        raw = b"".join(scanlines([row[x::dx] for row in rows[y::dy]]) for x, y, dx, dy in passes)
    else:
        raw = scanlines(rows)
    assert channels == {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), bits, color, 0, 0, int(interlaced))
    packed = zlib.compress(raw, 9)
    half = len(packed) // 2
    with open(path(name), "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + chunk(b"IDAT", packed[:half]) + chunk(b"IDAT", packed[half:])
            + chunk(b"IEND", b""))


def bmp(name, bits, rows, palette=b"", top_down=False, old=False):
    """rows: packed bytes of each row from the top."""
    header = struct.pack("<IHHHH", 12, W, H, 1, bits) if old else struct.pack("<IiiHHIIiiII", 40, W, -H if top_down else H, 1, bits, 0, 0,
        2835, 2835, len(palette) // 4, 0)
    body = b"".join(r + bytes(-len(r) % 4) for r in (rows if top_down else rows[::-1]))
    offset = 14 + len(header) + len(palette)
    with open(path(name), "wb") as f:
        f.write(b"BM" + struct.pack("<IHHI", offset + len(body), 0, 0, offset) + header + palette + body)


def exif(orientation, order):
    """A TIFF with two tags, the second the orientation."""
    e = "<" if order == b"II" else ">"
    entries = struct.pack(e + "HHIHH", 0x0100, 3, 1, W, 0) + struct.pack(e + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return order + struct.pack(e + "HI", 42, 8) + struct.pack(e + "H", 2) + entries + struct.pack(e + "I", 0)


def convert(*words):
    subprocess.run(["convert", *words], check=True)


COLORS = sorted({p for row in RGB for p in row})
INDEX = [[(COLORS.index(p),) for p in row] for row in RGB]
PLTE = chunk(b"PLTE", b"".join(bytes(c) for c in COLORS))
BGR = [b"".join(bytes(p[::-1]) for p in row) for row in RGB]

png("png_rgb.png", RGB, 8, 2)
png("png_rgb_filtered.png", RGB, 8, 2, filtered=True)
png("png_rgb_interlaced.png", RGB, 8, 2, interlaced=True)
png("png_rgb16.png", [[tuple(v * 257 for v in p) for p in row] for row in RGB], 16, 2)
png("png_rgba.png", [[p + (255,) for p in row] for row in RGB], 8, 6)
png("png_gray.png", [[(v,) for v in row] for row in GRAY], 8, 0)
png("png_gray_alpha.png", [[(v, 255) for v in row] for row in GRAY], 8, 4)
png("png_palette.png", INDEX, 8, 3, before=PLTE)
png("png_palette4_interlaced.png", INDEX, 4, 3, before=PLTE, interlaced=True)
# Two pixels: one opaque red, one transparent.
png("png_transparent.png", [[(200, 0, 0, 255), (0, 0, 0, 0)]], 8, 6)

bmp("bmp_24.bmp", 24, BGR)
bmp("bmp_24_top_down.bmp", 24, BGR, top_down=True)
bmp("bmp_24_old.bmp", 24, BGR, old=True)
bmp("bmp_32.bmp", 32, [b"".join(bytes(p[::-1]) + b"\xff" for p in row) for row in RGB])
bmp("bmp_8.bmp", 8, [bytes(i for (i,) in row) for row in INDEX], b"".join(bytes(c[::-1]) + b"\x00" for c in COLORS))
bmp("bmp_4.bmp", 4, [pack_bits([i for (i,) in row], 4) for row in INDEX], b"".join(bytes(c[::-1]) + b"\x00" for c in COLORS))

source = path("png_rgb.png")
plain = ["-strip", "-sampling-factor", "4:4:4", "-quality", "100"]
convert(source, *plain, path("jpg_baseline.jpg"))
convert(source, *plain, "-interlace", "JPEG", path("jpg_progressive.jpg"))
convert(path("png_gray.png"), *plain, path("jpg_gray.jpg"))
convert(source, *plain, "-define", "jpeg:restart-interval=1", path("jpg_restarts.jpg"))
convert(source, "-strip", "-sampling-factor", "4:2:0", "-quality", "95", path("jpg_420.jpg"))
convert(source, *plain, "-colorspace", "CMYK", path("jpg_cmyk.jpg"))

convert(source, path("gif_89a.gif"))
convert(source, "-interlace", "GIF", "gif87:" + path("gif_87a_interlaced.gif"))
convert("-delay", "20", source, "(", source, "-negate", ")", path("gif_animated.gif"))

# What the camera stores so that turning by the tag gives the picture back.
held = {1: [], 2: ["-flop"], 3: ["-rotate", "180"], 4: ["-flip"], 5: ["-transpose"], 6: ["-rotate", "270"], 7: ["-transverse"],
    8: ["-rotate", "90"]}
for orientation, how in held.items():
    name = path(f"exif_{orientation}.jpg")
    convert(source, *how, *plain, name)
    with open(name, "rb") as f:
        jpeg = f.read()
    block = b"Exif\0\0" + exif(orientation, b"II" if orientation % 2 else b"MM")
    with open(name, "wb") as f:
        f.write(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:])
    seen = subprocess.run(["convert", name, "-auto-orient", "-depth", "8", "rgb:-"], check=True, capture_output=True).stdout
    wanted = bytes(v for row in RGB for p in row for v in p)
    assert len(seen) == len(wanted) and max(abs(a - b) for a, b in zip(seen, wanted)) < 12, orientation

turned = [[RGB[y][x] for y in range(H)] for x in range(W - 1, -1, -1)]
png("exif_6.png", turned, 8, 2, before=chunk(b"eXIf", exif(6, b"MM")))
