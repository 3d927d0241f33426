"""Writes vectors/augmentation.json: small pictures moved by PyTorch, recoloured by NumPy, to hold the augmentation against.

    python3 test/reference/make_torch_augmentation.py        (Debian: python3-torch; the committed file is of 1.13)

All in float64 and not rounded. The moves are torch.nn.functional.affine_grid and grid_sample; stains and light are written out from
their papers one step after the other (deconvolve, jitter, convolve; brightness, contrast, saturation), not as the one map that the
application makes of each.
"""
import json
import math
import os
import random

import numpy as np
import torch
from torch.nn import functional

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors", "augmentation.json")
drawn = random.Random(11)


def picture(size):
    return [drawn.randrange(256) for _ in range(size * size * 3)]


def moved(size, pixels, geometry, beyond):
    """Result to source in grid_sample's terms: the square is -1 ... 1, x across, y down."""
    angle, factor = math.radians(geometry["degrees"]), geometry["factor"]
    turn = torch.tensor([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]], dtype=torch.float64)
    mirror = torch.diag(torch.tensor([-1.0 if geometry["mirrored"][way] else 1.0 for way in ("across", "down")], dtype=torch.float64))
    shift = torch.tensor([2 * geometry["shift"]["across"], 2 * geometry["shift"]["down"]], dtype=torch.float64)
    forward = factor * turn @ mirror
    back = torch.linalg.inv(forward)
    theta = torch.cat([back, (-back @ shift)[:, None]], dim=1)[None]
    image = torch.tensor(pixels, dtype=torch.float64).reshape(1, size, size, 3).permute(0, 3, 1, 2)
    grid = functional.affine_grid(theta, list(image.shape), align_corners=False)
    padding = {"mirror": "reflection", "black": "zeros"}[beyond]
    out = functional.grid_sample(image, grid, mode="bilinear", padding_mode=padding, align_corners=False)
    return out.permute(0, 2, 3, 1).reshape(-1).tolist()


def moves():
    for size in (5, 8):
        for beyond in ("mirror", "black"):
            for across, down in ((False, False), (True, False), (False, True)):
                geometry = {
                    "mirrored": {"across": across, "down": down},
                    "degrees": drawn.uniform(-180, 180),
                    "factor": drawn.uniform(0.5, 2),
                    "shift": {"across": drawn.uniform(-0.5, 0.5), "down": drawn.uniform(-0.5, 0.5)},
                }
                pixels = picture(size)
                yield {"size": size, "beyond": beyond, "geometry": geometry, "pixels": pixels, "levels": moved(size, pixels, geometry, beyond)}


STAINS = np.array([[0.65, 0.70, 0.29], [0.07, 0.99, 0.11], [0.27, 0.57, 0.78]])


def stained(pixels, scale, shift):
    density = -np.log10((np.array(pixels, dtype=np.float64).reshape(-1, 3) + 1) / 256)
    amounts = np.linalg.solve(STAINS.T, density.T).T
    return 256 * 10 ** -((amounts * scale + shift) @ STAINS) - 1


def lit(levels, brightness, contrast, saturation):
    grey = np.array([0.299, 0.587, 0.114])
    levels = levels * brightness
    levels = contrast * levels + (1 - contrast) * (levels @ grey).mean()
    return saturation * levels + (1 - saturation) * (levels @ grey)[:, None]


def colours():
    for _ in range(6):
        three = lambda low, high: [drawn.uniform(low, high) for _ in range(3)]
        stains = {"scale": three(0.5, 1.5), "shift": three(-0.2, 0.2)}
        rgb = dict(zip(("brightness", "contrast", "saturation"), three(0.4, 1.6)))
        pixels = picture(4)
        levels = lit(stained(pixels, stains["scale"], stains["shift"]), **rgb)
        yield {"stains": stains, "rgb": rgb, "pixels": pixels, "levels": np.clip(levels, 0, 255).reshape(-1).tolist()}


with open(PATH, "w") as file:
    made_by = f"PyTorch {torch.__version__}, NumPy {np.__version__}"
    json.dump({"madeBy": made_by, "moves": list(moves()), "colours": list(colours())}, file)
    file.write("\n")
