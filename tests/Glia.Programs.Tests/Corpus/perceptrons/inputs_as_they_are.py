# layers: 3-1
# expects: GLIA001
import numpy as np

rng = np.random.default_rng(12)
labels = rng.integers(0, 2, 100)
small = rng.normal(0, 0.02, 100) + np.where(labels == 1, 0.1, -0.1)
large = rng.normal(900, 250, 100)
inputs = np.column_stack([small, large, rng.normal(40, 12, 100)])
w, b = np.zeros(3), 0.0
for epoch in range(30):
    for x, y in zip(inputs, labels):
        said = 1 if np.dot(x, w) + b > 0 else 0  # <-
        w = w + 0.5 * (y - said) * x
        b = b + 0.5 * (y - said)
print("right", np.mean((inputs @ w + b > 0) == labels))
