"""Losses of answers at each step of a sequence by PyTorch, and their gradients: python3 make_steps.py writes steps.npz and steps.json.

A dense layer answers at each of four steps of five rows. The losses are means over rows, steps and numbers, those of classes means over
rows and steps, as in Keras; everything is computed in float64 from numbers that float32 holds.
"""
import json

import numpy
import torch
from torch.nn import functional

ROWS, STEPS, FEATURES, OUTPUTS = 5, 4, 2, 3
torch.manual_seed(5)
x = torch.randn(ROWS, STEPS, FEATURES)
values = torch.randn(ROWS, STEPS, OUTPUTS)
classes = torch.randint(0, OUTPUTS, (ROWS, STEPS))
arrays = {
    "x": x, "values": values, "one": values[:, :, :1], "answers": (values[:, :, :1] > 0).float(), "labels": (values > 0).float(),
    "classes": classes, "classes_1": classes[:, :, None], "one_hot": functional.one_hot(classes, OUTPUTS).float(),
}


def numbers(t):
    return [float(f"{v:.9g}") for v in t.detach().reshape(-1).tolist()]


def case(targets, loss, activation, outputs, compare):
    kernel = torch.randn(FEATURES, outputs).double().requires_grad_()
    bias = torch.randn(outputs).double().requires_grad_()
    value = compare(x.double() @ kernel + bias, arrays[targets])
    value.backward()
    return {"targets": targets, "loss": loss, "activation": activation, "kernel": numbers(kernel), "bias": numbers(bias),
            "value": value.item(), "dkernel": numbers(kernel.grad), "dbias": numbers(bias.grad)}


def softmax(z, y):
    return functional.cross_entropy(z.reshape(-1, OUTPUTS), classes.reshape(-1))


def sigmoid(z, y):
    return functional.binary_cross_entropy_with_logits(z, y.double())


cases = [
    case("values", "mean_squared_error", "linear", OUTPUTS, lambda z, y: functional.mse_loss(z, y.double())),
    case("one", "mean_squared_error", "tanh", 1, lambda z, y: functional.mse_loss(torch.tanh(z), y.double())),
    case("values", "mean_absolute_error", "linear", OUTPUTS, lambda z, y: functional.l1_loss(z, y.double())),
    case("one", "huber", "linear", 1, lambda z, y: functional.huber_loss(z, y.double())),
    case("answers", "binary_crossentropy", "sigmoid", 1, sigmoid),
    case("labels", "binary_crossentropy", "sigmoid", OUTPUTS, sigmoid),
    case("one_hot", "categorical_crossentropy", "softmax", OUTPUTS, softmax),
    case("classes", "sparse_categorical_crossentropy", "softmax", OUTPUTS, softmax),
    case("classes_1", "sparse_categorical_crossentropy", "softmax", OUTPUTS, softmax),
]
numpy.savez("steps.npz", **{name: array.numpy() for name, array in arrays.items()})
with open("steps.json", "w") as file:
    json.dump(cases, file, indent=1)
