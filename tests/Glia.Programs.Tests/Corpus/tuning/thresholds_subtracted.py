# layers: 2-5-1
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

rng = np.random.default_rng(4)
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
y = np.array([[0.0], [1.0], [1.0], [0.0]])
w1, t1 = rng.normal(0, 1, (2, 5)), rng.normal(0, 1, 5)
w2, t2 = rng.normal(0, 1, (5, 1)), np.zeros(1)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


for step in range(3000):
    hidden = sigmoid(x @ w1 - t1)
    out = sigmoid(np.subtract(hidden @ w2, t2))
    d2 = (out - y) * out * (1 - out)
    d1 = d2 @ w2.T * hidden * (1 - hidden)
    w2 = w2 - 0.8 * hidden.T @ d2
    t2 = t2 + 0.8 * d2.sum(axis=0)
    w1 = w1 - 0.8 * x.T @ d1
    t1 = t1 + 0.8 * d1.sum(axis=0)
