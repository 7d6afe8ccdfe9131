# layers: 3-1
# activations: sigmoid
# expects: healthy
import numpy as np

rng = np.random.default_rng(104)
X = rng.normal(size=(200, 3)) * [3, 1, 0.2]
y = (X @ np.array([1, -2, 3.0]) + rng.logistic(size=200) > 0).astype(float)


def loss(weights):
    sums = X @ weights
    return np.mean(np.logaddexp(0, sums) - y * sums)


w = np.zeros(3)
for step in range(60):
    p = 1 / (1 + np.exp(-(X @ w)))
    gradient = X.T @ (p - y) / 200
    before, length = loss(w), 64.0
    # Steps that are too long are tried, and not taken.
    while loss(w - length * gradient) > before - 0.5 * length * gradient @ gradient:
        length *= 0.5
    w = w - length * gradient
print(loss(w), ((X @ w > 0) == (y == 1)).mean())
