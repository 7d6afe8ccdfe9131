# layers: 2-5-1
# activations: sigmoid sigmoid
# expects: healthy
import math
import numpy as np

np.random.seed(1)
rows = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
wanted = np.array([0, 1, 1, 0], dtype=float)
w1 = np.random.uniform(-1, 1, (2, 5))
b1 = np.zeros(5)
w2 = np.random.uniform(-1, 1, 5)
b2 = 0.0


def squash(z):
    return 1 / (1 + math.exp(-z))


hidden = np.zeros(5)
for epoch in range(4000):
    for x, y in zip(rows, wanted):
        for j in range(5):
            total = b1[j]
            for i in range(2):
                total += x[i] * w1[i, j]
            hidden[j] = squash(total)
        total = b2
        for h, w in zip(hidden, w2):
            total += h * w
        out = squash(total)
        delta = (y - out) * out * (1 - out)
        for j in range(5):
            error = delta * w2[j] * hidden[j] * (1 - hidden[j])
            w2[j] += 0.5 * delta * hidden[j]
            for i in range(2):
                w1[i, j] += 0.5 * error * x[i]
            b1[j] += 0.5 * error
        b2 += 0.5 * delta
print(out)
