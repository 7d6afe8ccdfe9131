# layers: 4-6-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

rng = np.random.RandomState(7)
rows, labels = [], []
for i in range(1500):
    row = np.array([rng.rand() for _ in range(4)])
    labels.append(float(row[0] * row[1] > row[2] * row[3]))
    row = (row - row.mean()) / (row.max() - row.min() + 1e-9)
    rows.append(row)
X, y = np.array(rows), np.array(labels).reshape(-1, 1)
w1, b1 = rng.randn(4, 6) * 0.5, np.zeros(6)
w2, b2 = rng.randn(6, 1) * 0.4, np.zeros(1)
for step in range(1500):
    h = np.tanh(X @ w1 + b1)
    p = 1 / (1 + np.exp(-(h @ w2 + b2)))
    d2 = (p - y) / len(X)
    d1 = d2 @ w2.T * (1 - h ** 2)
    w2 -= 1.0 * h.T @ d2
    b2 -= 1.0 * d2.sum(axis=0)
    w1 -= 1.0 * X.T @ d1
    b1 -= 1.0 * d1.sum(axis=0)
print(np.mean((p > 0.5) == y))
