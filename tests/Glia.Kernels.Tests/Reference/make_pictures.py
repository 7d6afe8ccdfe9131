#!/usr/bin/env python3
"""Makes pictures.json beside it: pictures by way of an affine map and a grid of displacements, by torch in float64. The grid is spread
over the picture by interpolate, the picture is looked up by grid_sample. Made with torch 1.13.1: python3 make_pictures.py"""
import json
import os
import torch
import torch.nn.functional as F

torch.manual_seed(1)


def case(height, width, channels, matrix, grid, elastic, nearest):
    picture = torch.rand(height, width, channels, dtype=torch.float64).float().double()
    xx, xy, x0, yx, yy, y0 = [torch.tensor(v, dtype=torch.float32).double() for v in matrix]
    y, x = torch.meshgrid(torch.arange(height).double(), torch.arange(width).double(), indexing="ij")
    from_x, from_y = xx * x + xy * y + x0, yx * x + yy * y + y0
    points = None
    if grid:
        points = (elastic * (2 * torch.rand(2, grid, grid, dtype=torch.float64) - 1)).float().double()
        spread = F.interpolate(points[None], size=(height, width), mode="bilinear", align_corners=True)[0]
        from_x, from_y = from_x + spread[0], from_y + spread[1]
    # -1 is the center of the first pixel, 1 that of the last one.
    place = torch.stack([2 * from_x / (width - 1) - 1, 2 * from_y / (height - 1) - 1], -1)[None]
    out = F.grid_sample(picture.permute(2, 0, 1)[None], place, mode="bilinear", padding_mode="border" if nearest else "zeros",
        align_corners=True)
    return {"height": height, "width": width, "channels": channels, "matrix": [float(v) for v in (xx, xy, x0, yx, yy, y0)],
            "grid": grid, "points": [] if points is None else points.flatten().tolist(), "nearest": nearest,
            "picture": picture.flatten().tolist(), "expected": out[0].permute(1, 2, 0).flatten().tolist()}


CASES = [
    case(7, 9, 1, (1, 0, .5, 0, 1, -.25), 0, 0, False),
    case(9, 7, 1, (.8, -.3, 2, .35, .9, -1), 0, 0, False),
    case(8, 17, 1, (.8, -.3, 2, .35, .9, -1), 0, 0, True),
    case(11, 10, 3, (-1.1, .2, 9, .1, .7, 1), 3, 1.5, False),
    case(28, 28, 1, (.97, -.2, 3.1, .22, 1.05, -2.6), 6, 1.4, False),
    case(6, 33, 4, (1, 0, 0, 0, 1, 0), 5, 2.5, True),
    case(5, 5, 2, (3, 0, -7, 0, 3, -7), 2, 4, False),
]

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pictures.json"), "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
