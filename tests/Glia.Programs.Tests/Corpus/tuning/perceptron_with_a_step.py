# layers: none
# activations: none
# expects: healthy
import numpy as np

np.random.seed(4)
rows = np.random.randn(60, 2)
labels = (rows[:, 0] + rows[:, 1] > 0).astype(int)
w, b = np.random.rand(2), 0.1
for epoch in range(10):
    for x, y in zip(rows, labels):
        guess = np.where(np.dot(w, x) + b > 0, 1, 0)
        w = w + 0.1 * (y - guess) * x
        b = b + 0.1 * (y - guess)
print(w, b)
