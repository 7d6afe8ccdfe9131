# layers: 4-1
# activations: linear
# expects: healthy
import numpy as np

rng = np.random.default_rng(5)
X = rng.normal(size=(120, 4))
y = X @ np.array([1.0, -2.0, 0.5, 0.0]) + 0.7 + rng.normal(0, 1.5, 120)
w, b = np.zeros(4), 0.0
# The memory of the bias is a number, and begins as one of Python's own.
kept_w, kept_b = np.zeros(4), 0.0
for step in range(200):
    error = X @ w + b - y
    kept_w = 0.9 * kept_w - 0.01 * (X.T @ error / 120)
    kept_b = 0.9 * kept_b - 0.01 * error.mean()
    w = w + kept_w
    b = b + kept_b
print((error ** 2).mean(), w, b)
