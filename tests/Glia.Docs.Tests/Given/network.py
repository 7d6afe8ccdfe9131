"""A network of two layers by hand, whose ReLU is masked by its own gradient: the program that pages stand for with network.py."""
import sys

import numpy as np

rng = np.random.default_rng(1)
x = rng.standard_normal((600, 6))
y = np.eye(2)[(x[:, 0] * x[:, 1] > 0).astype(int)]
w1, b1 = rng.standard_normal((6, 24)) * 0.5, np.zeros(24)
w2, b2 = rng.standard_normal((24, 2)) * 0.3, np.zeros(2)
epochs = int(sys.argv[sys.argv.index("--epochs") + 1]) if "--epochs" in sys.argv else 20
for _ in range(epochs * 20):
    rows = rng.integers(0, 600, 30)
    hidden = np.maximum(0, x[rows] @ w1 + b1)
    scores = hidden @ w2 + b2
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    delta = (p - y[rows]) / 30
    below = delta @ w2.T
    below[below < 0] = 0
    w2 -= 0.1 * hidden.T @ delta
    b2 -= 0.1 * delta.sum(axis=0)
    w1 -= 0.1 * x[rows].T @ below
    b1 -= 0.1 * below.sum(axis=0)
