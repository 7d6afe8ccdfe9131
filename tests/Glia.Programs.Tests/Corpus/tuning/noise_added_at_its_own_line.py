# layers: 2-8-1
# activations: tanh sigmoid
# expects: healthy
# Noise that shrinks with the steps is added to the weights, after the gradient at a line of its own.
import numpy as np

rng = np.random.RandomState(18)
X = rng.uniform(-1, 1, (300, 2))
Y = (np.abs(X[:, :1]) > np.abs(X[:, 1:])).astype(float)
W1, b1 = rng.randn(2, 8), np.zeros((1, 8))
W2, b2 = rng.randn(8, 1), np.zeros((1, 1))
for step in range(4000):
    h = np.tanh(X @ W1 + b1)
    p = 1 / (1 + np.exp(-(h @ W2 + b2)))
    e = (p - Y) / len(X)
    d = (e @ W2.T) * (1 - h ** 2)
    spread = 0.05 / (1 + step) * np.abs(e).mean()
    W2 -= 1.0 * (h.T @ e)
    W2 += spread * rng.randn(8, 1)
    b2 -= 1.0 * e.sum(axis=0, keepdims=True)
    W1 -= 1.0 * (X.T @ d)
    W1 += spread * rng.randn(2, 8)
    b1 -= 1.0 * d.sum(axis=0, keepdims=True)
print(((p > 0.5) == Y).mean())
