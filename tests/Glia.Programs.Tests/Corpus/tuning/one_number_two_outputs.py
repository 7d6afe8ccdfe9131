# layers: 3-4-2
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(6)
rows = np.random.randn(40, 3)
labels = (rows[:, 0] > rows[:, 1]).astype(int)
a = np.random.randn(3, 4)
b = np.random.randn(4, 2)
for epoch in range(60):
    for row, label in zip(rows, labels):
        h = 1 / (1 + np.exp(-np.dot(row, a)))
        out = 1 / (1 + np.exp(-np.dot(h, b)))
        miss = label - out
        d = miss * out * (1 - out)
        back = np.dot(d, b.T) * h * (1 - h)
        b += 0.3 * np.outer(h, d)
        a += 0.3 * np.outer(row, back)
print(out)
