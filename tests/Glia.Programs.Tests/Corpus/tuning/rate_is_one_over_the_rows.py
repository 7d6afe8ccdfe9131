# layers: 2-8-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

rng = np.random.default_rng(1)
x = rng.normal(0, 1, (20, 2))
y = (x[:, :1] * x[:, 1:] > 0).astype(float)
w1, b1 = rng.normal(0, 0.7, (2, 8)), np.zeros(8)
w2, b2 = rng.normal(0, 0.4, (8, 1)), np.zeros(1)
for step in range(4000):
    h = np.tanh(x @ w1 + b1)
    p = 1 / (1 + np.exp(-(h @ w2 + b2)))
    d2 = p - y
    d1 = d2 @ w2.T * (1 - h ** 2)
    w2 -= 0.05 * (h.T @ d2)
    b2 -= 0.05 * d2.sum(axis=0)
    w1 -= 0.05 * (x.T @ d1)
    b1 -= 0.05 * d1.sum(axis=0)
print(np.mean((p > 0.5) == y))
