#!/usr/bin/env python3
"""Makes more_losses.json beside it: losses in float64 by Keras 3's documented formulas (keras.io/api/losses), and their gradients by
central differences of the same formulas, so that no derivative is written down twice. Made with numpy 1.24.2: python3
make_more_losses.py"""
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


def drawn(t, smoothing, to):
    return t * (1 - smoothing) + smoothing * to


def categorical_focal(t, o, alpha=.25, gamma=2., from_logits=False, label_smoothing=0.):
    t = drawn(t, label_smoothing, 1 / K)
    if from_logits:
        o = np.exp(o - o.max(1, keepdims=True))
    q = np.clip(o / o.sum(1, keepdims=True), EPS, 1 - EPS)
    return np.sum(-np.asarray(alpha) * t * (1 - q) ** gamma * np.log(q), 1)


def binary_focal(t, o, apply_class_balancing=False, alpha=.25, gamma=2., from_logits=False, label_smoothing=0.):
    t = drawn(t, label_smoothing, 1 / 2)
    if from_logits:
        o = 1 / (1 + np.exp(-o))
    p = np.clip(o, EPS, 1 - EPS)
    loss = (1 - (t * o + (1 - t) * (1 - o))) ** gamma * -(t * np.log(p) + (1 - t) * np.log(1 - p))
    return np.mean(loss * (t * alpha + (1 - t) * (1 - alpha)) if apply_class_balancing else loss, 1)


LOSSES = {
    "categorical_focal_crossentropy": categorical_focal,
    "binary_focal_crossentropy": binary_focal,
    "mean_absolute_percentage_error": lambda t, o: 100 * np.mean(np.abs((t - o) / np.maximum(np.abs(t), EPS)), 1),
    "mean_squared_logarithmic_error": lambda t, o: np.mean((np.log(np.maximum(o, EPS) + 1) - np.log(np.maximum(t, EPS) + 1)) ** 2, 1),
    "hinge": lambda t, o: np.mean(hinge(t, o), 1),
    "squared_hinge": lambda t, o: np.mean(hinge(t, o) ** 2, 1),
    "categorical_hinge": lambda t, o: np.maximum(np.max((1 - t) * o, 1) - np.sum(t * o, 1) + 1, 0),
    "cosine_similarity": lambda t, o: -np.sum(unit(t) * unit(o), 1),
}


def case(name, o, t, reduction="sum_over_batch_size", **settings):
    def total(x):
        rows = LOSSES[name](t, x, **settings)
        return rows.sum() if reduction == "sum" else rows.mean()
    gradient = np.zeros(o.size)
    for i in range(o.size):
        step = np.zeros(o.size)
        step[i] = 1e-6 * max(1., abs(o.flat[i]))
        step = step.reshape(o.shape)
        gradient[i] = (total(o + step) - total(o - step)) / (2 * step.sum())
    return {"loss": {"class_name": name, "reduction": reduction, **settings}, "outputs": o.flatten().tolist(),
        "targets": t.flatten().tolist(),
            "value": float(total(o)), "gradient": gradient.tolist()}


cases = [
    case("mean_absolute_percentage_error", values, positive), case("mean_absolute_percentage_error", values, -spread, "sum"),
    case("mean_squared_logarithmic_error", mixed, positive), case("mean_squared_logarithmic_error", spread, positive),
    case("mean_squared_logarithmic_error", positive, signs),
    case("hinge", values, signs), case("hinge", values, bits), case("hinge", values, bits, "sum"),
    case("squared_hinge", values, signs), case("squared_hinge", values, bits),
    case("categorical_hinge", values, onehot), case("categorical_hinge", soft, onehot), case("categorical_hinge", values, soft, "sum"),
    case("categorical_focal_crossentropy", soft, onehot), case("categorical_focal_crossentropy", positive, soft, "sum", gamma=1.),
    case("categorical_focal_crossentropy", soft, onehot, alpha=[.1, .9, .3, .4, .5, .6, 1.], gamma=.5, label_smoothing=.1),
    case("categorical_focal_crossentropy", values, onehot, from_logits=True, gamma=3.5),
    case("binary_focal_crossentropy", soft, bits), case("binary_focal_crossentropy", soft, bits, "sum", apply_class_balancing=True),
    case("binary_focal_crossentropy", soft, bits, apply_class_balancing=True, alpha=.8, gamma=1.5, label_smoothing=.2),
    case("binary_focal_crossentropy", values, bits, from_logits=True, gamma=.5),
    case("cosine_similarity", values, positive), case("cosine_similarity", soft, onehot),
    case("cosine_similarity", values, np.zeros((ROWS, K))),
]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "more_losses.json"), "w") as out:
    json.dump({"rows": ROWS, "columns": K, "cases": cases}, out)
