# layers: 4-16-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

rng = np.random.RandomState(3)
X = rng.randn(160, 4)
T = (X[:, :1] * X[:, 1:2] > 0).astype(float)
A, a = rng.randn(4, 16) * 0.5, np.zeros(16)
B, b = rng.randn(16, 1) * 0.25, np.zeros(1)

for epoch in range(2000):
    h = np.tanh(X @ A + a)
    o = 1 / (1 + np.exp(-(h @ B + b)))
    miss = np.abs(o - T)
    d = (o - T) * miss * 2 / len(X)
    dh = (d @ B.T) * (1 - h ** 2)
    B -= h.T @ d
    b -= d.sum(axis=0)
    A -= X.T @ dh
    a -= dh.sum(axis=0)

print(((o > 0.5) == T).mean())
