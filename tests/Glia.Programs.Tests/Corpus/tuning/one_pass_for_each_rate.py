# layers: 3-1
# activations: sigmoid
# expects: healthy
import numpy as np

rng = np.random.RandomState(5)
rows = rng.randn(600, 3)
marks = (rows @ np.array([[1.0], [-2.0], [0.5]]) > 0) * 1.0
for rate in (0.3, 0.5, 1.0, 2.0):
    w, b = rng.randn(3, 1) * 0.1, np.zeros(1)
    for i in range(0, 600, 6):
        x, t = rows[i:i + 6], marks[i:i + 6]
        p = 1 / (1 + np.exp(-(x @ w + b)))
        w -= rate * x.T @ (p - t) / 6
        b -= rate * (p - t).mean(axis=0)
    p = 1 / (1 + np.exp(-(rows @ w + b)))
    print(rate, "accuracy", np.mean((p > 0.5) == (marks > 0.5)))
