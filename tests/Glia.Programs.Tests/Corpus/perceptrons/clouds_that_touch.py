# layers: 2-1
# expects: healthy
import numpy as np

rng = np.random.default_rng(11)
labels = rng.integers(0, 2, 200)
inputs = rng.normal(0, 1, (200, 2)) + np.where(labels[:, None] == 1, 1.4, -1.4)
w, b = np.zeros(2), 0.0
for epoch in range(30):
    for x, t in zip(inputs, labels):
        z = np.dot(w, x) + b
        said = 1 if z >= 0 else 0
        w += 0.1 * (t - said) * x
        b += 0.1 * (t - said)
print("right", np.mean((inputs @ w + b >= 0) == labels))
