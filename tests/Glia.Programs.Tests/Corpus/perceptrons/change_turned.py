# layers: 2-1
# expects: GLIA064
import numpy as np

rng = np.random.default_rng(5)
labels = rng.integers(0, 2, 60)
inputs = rng.normal(0, 0.5, (60, 2)) + np.where(labels[:, None] == 1, 1.5, -1.5)
w, b = rng.normal(0, 0.1, 2), 0.0
for epoch in range(20):
    for x, y in zip(inputs, labels):
        said = 1 if np.dot(x, w) + b > 0 else 0
        w = w - 0.1 * (y - said) * x  # <-
        b = b - 0.1 * (y - said)
print("right", np.mean((inputs @ w + b > 0) == labels))
