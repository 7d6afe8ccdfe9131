# layers: 4-6-6-2
# activations: tanh tanh sigmoid
# expects: GLIA055
import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(0, 1, (120, 4))
y = np.stack([x[:, 0] * x[:, 1] > 0, x[:, 2] > 0], axis=1).astype(float)
w1, b1 = rng.normal(0, 0.7, (4, 6)), np.ones((1, 6))
w2, b2 = rng.normal(0, 0.7, (6, 6)), np.ones((1, 6))
w3, b3 = rng.normal(0, 0.7, (6, 2)), np.ones((1, 2))
for step in range(1000):
    a1 = np.tanh(x @ w1 + b1)
    a2 = np.tanh(a1 @ w2 + b2)
    out = 1 / (1 + np.exp(-(a2 @ w3 + b3)))
    d3 = (out - y) / len(x)
    d2 = np.dot(d3, np.repeat(b3.T, 6, axis=1)) * (1 - a2 ** 2)  # <-
    d1 = np.dot(d2, np.dot(b2.T, np.ones((1, 6)))) * (1 - a1 ** 2)  # <-
    w3, b3 = w3 - 0.5 * a2.T @ d3, b3 - 0.5 * d3.sum(axis=0, keepdims=True)
    w2, b2 = w2 - 0.5 * a1.T @ d2, b2 - 0.5 * d2.sum(axis=0, keepdims=True)
    w1, b1 = w1 - 0.5 * x.T @ d1, b1 - 0.5 * d1.sum(axis=0, keepdims=True)
