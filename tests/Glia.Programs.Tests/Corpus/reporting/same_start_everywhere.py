# layers: 3-12-1
# activations: tanh sigmoid
# expects: GLIA040
import numpy as np

np.random.seed(17)
X = np.random.randn(120, 3)
y = (X[:, [0]] * X[:, [1]] > 0).astype(float)
W1 = np.ones((3, 12)) * 0.5  # <-
b1 = np.zeros(12)
W2 = np.ones((12, 1)) * 0.5
b2 = np.zeros(1)
for i in range(1500):
    h = np.tanh(np.matmul(X, W1) + b1)
    o = 1 / (1 + np.exp(-(np.matmul(h, W2) + b2)))
    d = (o - y) / len(X)
    e = np.matmul(d, W2.T) * (1 - h * h)
    W2 -= np.matmul(h.T, d)
    b2 -= d.sum(axis=0)
    W1 -= np.matmul(X.T, e)
    b1 -= e.sum(axis=0)
print(np.mean((o > 0.5) == y))
