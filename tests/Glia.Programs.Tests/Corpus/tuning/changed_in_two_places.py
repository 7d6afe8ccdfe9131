# layers: 3-6-1
# activations: sigmoid linear
# expects: healthy
# Weights are changed twice in a step: first they shrink a little, then they follow the gradient.
import numpy as np

rng = np.random.RandomState(8)
X = rng.uniform(-1, 1, (200, 3))
Y = (X[:, :1] * 2 - X[:, 1:2] ** 2)
V = rng.randn(3, 6)
c = np.zeros(6)
U = rng.randn(6, 1) * 0.3
d = np.zeros(1)
rate = 0.3
for step in range(5000):
    h = 1 / (1 + np.exp(-(X @ V + c)))
    out = h @ U + d
    err = (out - Y) / len(X)
    back = (err @ U.T) * h * (1 - h)
    U *= 1 - 1e-5
    V *= 1 - 1e-5
    U -= rate * np.dot(h.T, err)
    d -= rate * err.sum(axis=0)
    V -= rate * np.dot(X.T, back)
    c -= rate * back.sum(axis=0)
print(np.mean((out - Y) ** 2))
