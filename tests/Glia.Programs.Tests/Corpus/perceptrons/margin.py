# layers: none
# expects: healthy
import numpy as np

rng = np.random.default_rng(0)
side = rng.integers(0, 2, 80) * 2 - 1
inputs = rng.normal(0, 0.7, (80, 2)) + 1.5 * side[:, None]
w, b = np.zeros(2), 0.0
for epoch in range(30):
    for x, s in zip(inputs, side):
        if s * (np.dot(w, x) + b) < 1:
            w = w + 0.05 * s * x
            b = b + 0.05 * s
print("right", np.mean(np.sign(inputs @ w + b) == side))
