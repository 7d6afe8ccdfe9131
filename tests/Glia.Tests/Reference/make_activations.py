#!/usr/bin/env python3
"""Makes activations.json beside it: every activation and its derivative, by torch and its autograd in float64.
Made with torch 1.13.1: python3 make_activations.py"""
import json
import os
import torch
import torch.nn.functional as F

# Near zero, around the kinks, in the tails; not on a kink itself, where torch and Keras take a side.
Z = [-100., -50., -20., -8., -5., -3.5, -3.01, -2.99, -1.7, -1., -.5, -.1, -1e-3, -1e-6, 1e-6, 1e-3, .1, .5, 1., 1.7, 2.99, 3.01, 3.5, 5.,
    8., 20., 50.]
z32 = torch.tensor(Z, dtype=torch.float32).double()


def named(name, **config):
    return {"class_name": name, "config": config} if config else name


CASES = [
    (named("relu"), F.relu),
    (named("leaky_relu"), lambda z: F.leaky_relu(z, .2)),
    (named("leaky_relu", negative_slope=.01), lambda z: F.leaky_relu(z, .01)),
    (named("elu"), F.elu),
    (named("elu", alpha=.5), lambda z: F.elu(z, .5)),
    (named("selu"), F.selu),
    (named("gelu"), F.gelu),
    (named("gelu", approximate=True), lambda z: F.gelu(z, approximate="tanh")),
    (named("silu"), F.silu),
    (named("sigmoid"), torch.sigmoid),
    (named("hard_sigmoid"), F.hardsigmoid),
    # Keras 1's and 2's.
    (named("hard_sigmoid", slope=.2, offset=.5), lambda z: torch.clamp(.2 * z + .5, 0, 1)),
    (named("relu", max_value=6), F.relu6),
    (named("relu", negative_slope=.1, threshold=1.5, max_value=4), lambda z: torch.clamp(torch.where(z >= 1.5, z, .1 * (z - 1.5)), max=4)),
    (named("relu", threshold=.25), lambda z: F.threshold(z, .25, 0)),
    (named("mish"), F.mish),
    (named("hard_silu"), F.hardswish),
    (named("tanh"), torch.tanh),
    (named("softplus"), lambda z: F.softplus(z, threshold=1000)),
    (named("softsign"), F.softsign),
    (named("exponential"), torch.exp),
    (named("linear"), lambda z: z * 1),
    # One row of 27 columns, its gradient weighted so that the Jacobian is seen.
    (named("softmax"), lambda z: torch.softmax(z, 0)),
    (named("log_softmax"), lambda z: torch.log_softmax(z, 0)),
]
out = {"z": z32.tolist(), "upstream": [(i % 5 - 1.5) / 2 for i in range(len(Z))], "cases": []}
for activation, f in CASES:
    z = z32.clone().requires_grad_()
    y = f(z)
    (y * torch.tensor(out["upstream"])).sum().backward()
    out["cases"].append({"activation": activation, "y": y.tolist(), "dz": z.grad.tolist()})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "activations.json"), "w") as file:
    json.dump(out, file, separators=(",", ":"))
    file.write("\n")
