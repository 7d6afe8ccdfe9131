# 3-6-2, columns for samples, batches of 12; the sums are computed negated, as exp(-z) wants them, and biases subtracted from that
# layers: 3-6-2
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

rng = np.random.default_rng(21)
rows = rng.uniform(-1, 1, (240, 3))
wanted = np.stack([rows[:, 0] > rows[:, 1], rows[:, 2] > 0.2], axis=1).astype(float)
w = [rng.normal(0, 1, (6, 3)), rng.normal(0, 1, (2, 6))]
b = [np.zeros((6, 1)), np.zeros((2, 1))]


def ahead(columns):
    for kernel, offset in zip(w, b):
        columns = 1.0 / (1.0 + np.exp(-np.dot(kernel, columns) - offset))
    return columns


for epoch in range(200):
    for start in range(0, 240, 12):
        x, y = rows[start:start + 12].T, wanted[start:start + 12].T
        a = [x]
        for l in range(2):
            a.append(1.0 / (np.exp(-np.dot(w[l], a[-1]) - b[l]) + 1))
        d = (a[2] - y) * a[2] * (1 - a[2])
        below = np.dot(w[1].T, d) * a[1] * (1 - a[1])
        w[1] -= 0.15 * np.dot(d, a[1].T)
        b[1] -= 0.15 * np.sum(d, axis=1, keepdims=True)
        w[0] -= 0.15 * np.dot(below, a[0].T)
        b[0] -= 0.15 * np.sum(below, axis=1, keepdims=True)
    if epoch % 20 == 0:
        print(epoch, np.mean((ahead(rows.T).T > 0.5) == wanted))
