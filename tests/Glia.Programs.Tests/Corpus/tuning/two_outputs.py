# layers: none
# activations: none
# expects: healthy
import numpy as np

rng = np.random.RandomState(1)
X = rng.randn(200, 6)
kind = (X[:, 0] > 0).astype(int)
amount = X[:, 1:2] * 0.5 + 0.1 * rng.randn(200, 1)
W, b = rng.randn(6, 16) * 0.4, np.zeros(16)
Wc, bc = rng.randn(16, 2) * 0.2, np.zeros(2)
Wr, br = rng.randn(16, 1) * 0.2, np.zeros(1)
for i in range(300):
    h = np.tanh(X @ W + b)
    z = h @ Wc + bc
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    r = h @ Wr + br
    dz = p.copy()
    dz[range(200), kind] -= 1
    dz /= 200
    dr = 2 * (r - amount) / 200
    dh = (dz @ Wc.T + dr @ Wr.T) * (1 - h * h)
    Wc -= 0.3 * h.T @ dz
    bc -= 0.3 * dz.sum(axis=0)
    Wr -= 0.3 * h.T @ dr
    br -= 0.3 * dr.sum(axis=0)
    W -= 0.3 * X.T @ dh
    b -= 0.3 * dh.sum(axis=0)
print(((r - amount) ** 2).mean())
