# layers: 2-8-1
# activations: tanh sigmoid
# expects: healthy
# After each step the weights are drawn a little towards a centre that follows them, as in elastic averaging.
import numpy as np

rng = np.random.RandomState(15)
X = rng.uniform(-1, 1, (300, 2))
Y = (X[:, :1] + X[:, 1:] ** 2 > 0.2).astype(float)
W1 = rng.randn(2, 8)
b1 = np.zeros((1, 8))
W2 = rng.randn(8, 1)
b2 = np.zeros((1, 1))
C1, C2 = W1 * 0.5, W2 * 0.5
for step in range(3000):
    h = np.tanh(X @ W1 + b1)
    p = 1 / (1 + np.exp(-(h @ W2 + b2)))
    e = (p - Y) / len(X)
    d = e @ W2.T * (1 - h ** 2)
    W1 -= 0.5 * X.T @ d
    b1 -= 0.5 * d.sum(axis=0, keepdims=True)
    W2 -= 0.5 * h.T @ e
    b2 -= 0.5 * e.sum(axis=0, keepdims=True)
    pull1, pull2 = 0.05 * (W1 - C1), 0.05 * (W2 - C2)
    W1 -= pull1
    W2 -= pull2
    C1 += pull1
    C2 += pull2
print(((p > 0.5) == Y).mean())
