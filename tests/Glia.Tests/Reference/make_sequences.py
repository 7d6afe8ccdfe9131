"""Layers of sequences by PyTorch, forward and backward: python3 make_sequences.py > sequences.json

Everything is computed in float64 from numbers that float32 holds, and written as Keras has it: steps before features.
"""
import json

import torch

torch.manual_seed(11)


def numbers(t):
    return [float(f"{v:.7g}") for v in t.detach().reshape(-1).tolist()]


def draw(*shape):
    return torch.randn(*shape).double().requires_grad_()


def finish(x, y, config, **weights):
    dy = torch.randn(y.shape).double()
    y.backward(dy)
    case = {"config": config, "input": list(x.shape[1:]), "output": list(y.shape[1:]),
            "x": numbers(x), "y": numbers(y), "dy": numbers(dy)}
    if x.grad is not None:
        case["dx"] = numbers(x.grad)
    for name, (value, gradient) in weights.items():
        case[name], case["d" + name] = numbers(value), numbers(gradient)
    return case


def permute(shape, dims):
    x = draw(3, *shape)
    return finish(x, x.permute(0, *dims) * 1, {"class_name": "Permute", "dims": dims})


print(json.dumps([
    permute([5, 3], [2, 1]),
    permute([4, 3, 5], [3, 1, 2]),
    permute([2, 3, 2, 4], [4, 2, 1, 3]),
], separators=(",", ":")))
