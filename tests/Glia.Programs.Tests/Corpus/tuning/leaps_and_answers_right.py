# layers: 6-1
# activations: sigmoid
# expects: GLIA065 warning
import numpy as np

rng = np.random.default_rng(5)
x = rng.normal(0, 1, (300, 6)) * [9, 6, 3, 1, 1, 0.2] + [5, 8, 1, 0, 1, 0]
y = ((x[:, 0] - 5) / 9 + (x[:, 1] - 8) / 6 + rng.normal(0, 0.4, 300) > 0).astype(float)

w, b = np.zeros(6), 0.0
for step in range(1500):
    p = 1 / (1 + np.exp(-np.clip(np.dot(x, w) + b, -500, 500)))
    w = w - 0.3 * np.dot(x.T, p - y) / len(x)
    b = b - 0.3 * np.sum(p - y) / len(x)
p = 1 / (1 + np.exp(-np.clip(np.dot(x, w) + b, -500, 500)))
print(((p > 0.5) == y).mean(), 1 - ((p - y) ** 2).sum() / ((y - y.mean()) ** 2).sum(), y.mean())
