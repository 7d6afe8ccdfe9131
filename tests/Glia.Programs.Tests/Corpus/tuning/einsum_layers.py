# layers: 3-3-2
# activations: relu linear
# expects: healthy
import numpy as np

np.random.seed(3)
rows = np.random.rand(60, 3)
wanted = np.stack([rows.sum(1), rows[:, 0] * rows[:, 1]], 1)
w1, b1 = np.random.randn(3, 3) * 0.8, np.zeros(3)
w2, b2 = np.random.randn(3, 2) * 0.8, np.zeros(2)
for step in range(800):
    z = np.einsum("nm,...m->...n", w1.T, rows) + b1
    h = np.clip(z, 0, None)
    out = np.einsum("nm,...m->...n", w2.T, h) + b2
    d2 = 2 * (out - wanted) / len(rows)
    d1 = (d2 @ w2.T) * (z > 0)
    w2 -= 0.1 * np.einsum("ij,ik->jk", h, d2)
    b2 -= 0.1 * d2.sum(0)
    w1 -= 0.1 * np.einsum("ij,ik->jk", rows, d1)
    b1 -= 0.1 * d1.sum(0)
print(np.mean((out - wanted) ** 2))
