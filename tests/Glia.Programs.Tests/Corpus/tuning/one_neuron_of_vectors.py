# layers: 3-1
# activations: sigmoid
# expects: healthy
import numpy as np

np.random.seed(1)
rows = np.random.randn(80, 3)
labels = (rows @ np.array([1.0, -2.0, 0.5]) > 0).astype(float)
w, b, rate = np.random.randn(3) * 0.1, 0.0, 0.1
for epoch in range(20):
    for x, y in zip(rows, labels):
        out = 1 / (1 + np.exp(-(np.dot(x, w) + b)))
        error = out - y
        w -= rate * error * x
        b -= rate * error
right = [(1 / (1 + np.exp(-(np.dot(x, w) + b))) > 0.5) == (y == 1) for x, y in zip(rows, labels)]
print(np.mean(right))
