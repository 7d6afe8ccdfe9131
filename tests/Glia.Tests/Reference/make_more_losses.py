#!/usr/bin/env python3
"""Makes more_losses.json beside it: losses in float64 by Keras 3's documented formulas (keras.io/api/losses), and their gradients by central differences
of the same formulas, so that no derivative is written down twice. Made with numpy 1.24.2: python3 make_more_losses.py"""
import json
import os
import numpy as np

ROWS, K, EPS = 5, 7, 1e-7
rng = np.random.RandomState(5)


def f32(x):
    return np.asarray(x, np.float32).astype(np.float64)


values, positive, spread = f32(rng.randn(ROWS, K) * 2), f32(rng.rand(ROWS, K) * 4 + .05), f32(np.exp(rng.randn(ROWS, K) * 3))
signs, bits = np.sign(f32(rng.randn(ROWS, K))), (rng.rand(ROWS, K) > .4).astype(float)
onehot = np.eye(K)[[3, 0, 6, 2, 2]]
soft = f32(np.exp(values) / np.exp(values).sum(1, keepdims=True))
mixed = values.copy()
mixed[0, :3] = [-1.5, -0.25, -3]            # where msle raises the output to 1e-7


def hinge(t, o):
    if np.all((t == 0) | (t == 1)):
        t = 2 * t - 1
    return np.maximum(1 - t * o, 0)


def unit(x):
    return x / np.maximum(np.sqrt((x * x).sum(1, keepdims=True)), EPS)


LOSSES = {
    "mean_absolute_percentage_error": lambda t, o: 100 * np.mean(np.abs((t - o) / np.maximum(np.abs(t), EPS)), 1),
    "mean_squared_logarithmic_error": lambda t, o: np.mean((np.log(np.maximum(o, EPS) + 1) - np.log(np.maximum(t, EPS) + 1)) ** 2, 1),
    "hinge": lambda t, o: np.mean(hinge(t, o), 1),
    "squared_hinge": lambda t, o: np.mean(hinge(t, o) ** 2, 1),
    "categorical_hinge": lambda t, o: np.maximum(np.max((1 - t) * o, 1) - np.sum(t * o, 1) + 1, 0),
    "cosine_similarity": lambda t, o: -np.sum(unit(t) * unit(o), 1),
}


def case(name, o, t, reduction="sum_over_batch_size"):
    def total(x):
        rows = LOSSES[name](t, x)
        return rows.sum() if reduction == "sum" else rows.mean()
    gradient = np.zeros(o.size)
    for i in range(o.size):
        step = np.zeros(o.size)
        step[i] = 1e-6 * max(1., abs(o.flat[i]))
        step = step.reshape(o.shape)
        gradient[i] = (total(o + step) - total(o - step)) / (2 * step.sum())
    return {"loss": {"class_name": name, "reduction": reduction}, "outputs": o.flatten().tolist(), "targets": t.flatten().tolist(),
            "value": float(total(o)), "gradient": gradient.tolist()}


cases = [
    case("mean_absolute_percentage_error", values, positive), case("mean_absolute_percentage_error", values, -spread, "sum"),
    case("mean_squared_logarithmic_error", mixed, positive), case("mean_squared_logarithmic_error", spread, positive), case("mean_squared_logarithmic_error", positive, signs),
    case("hinge", values, signs), case("hinge", values, bits), case("hinge", values, bits, "sum"),
    case("squared_hinge", values, signs), case("squared_hinge", values, bits),
    case("categorical_hinge", values, onehot), case("categorical_hinge", soft, onehot), case("categorical_hinge", values, soft, "sum"),
    case("cosine_similarity", values, positive), case("cosine_similarity", soft, onehot), case("cosine_similarity", values, np.zeros((ROWS, K))),
]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "more_losses.json"), "w") as out:
    json.dump({"rows": ROWS, "columns": K, "cases": cases}, out)
