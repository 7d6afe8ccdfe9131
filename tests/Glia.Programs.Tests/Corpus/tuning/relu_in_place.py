# layers: 5-10-1
# activations: relu sigmoid
# expects: healthy
import numpy as np

np.random.seed(12)
X = np.random.randn(100, 5)
y = (X[:, :1] + X[:, 1:2] > 0) * 1.0
W1, b1, W2, b2 = np.random.randn(5, 10) * 0.6, np.zeros(10), np.random.randn(10, 1) * 0.4, np.zeros(1)


def relu(z):
    z[z < 0] = 0
    return z


for epoch in range(300):
    a = relu(X @ W1 + b1)
    p = 1 / (1 + np.exp(-(a @ W2 + b2)))
    d2 = (p - y) / 100
    d1 = d2 @ W2.T
    d1[a <= 0] = 0
    W2 -= 1.0 * a.T @ d2
    b2 -= 1.0 * d2.sum(axis=0)
    W1 -= 1.0 * X.T @ d1
    b1 -= 1.0 * d1.sum(axis=0)
print(np.mean((p > 0.5) == (y > 0.5)))
