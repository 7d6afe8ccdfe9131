# layers: 3-6-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

np.random.seed(0)
X = np.random.randn(150, 3)
t = (X[:, :1] * X[:, 1:2] > 0).astype(float)
W1, b1 = np.random.randn(3, 6) * 0.6, np.zeros((1, 6))
W2, b2 = np.random.randn(6, 1) * 0.5, np.zeros((1, 1))
for i in range(2000):
    h = np.tanh(X @ W1 + b1)
    p = 1 / (1 + np.exp(-(h @ W2 + b2)))
    d2 = p - t
    d1 = d2 @ W2.T * (1 - h ** 2)
    W2 -= 0.5 * h.T @ d2 / len(X)
    b2 -= 0.5 * d2.mean(axis=0, keepdims=True)
    W1 -= 0.5 * X.T @ d1 / len(X)
    b1 -= 0.5 * d1.mean(axis=0, keepdims=True)
print(np.mean((p > 0.5) == t))
