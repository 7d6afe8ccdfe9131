# layers: 2-8-1
# activations: tanh linear
# expects: healthy
# Two pulls on the same weights at two lines: the gradient, and a memory of the changes so far.
import numpy as np

rng = np.random.RandomState(14)
X = rng.uniform(-1, 1, (240, 2))
Y = X[:, :1] ** 2 - 0.5 * X[:, 1:]
W1, b1 = rng.randn(2, 8), np.zeros(8)
W2, b2 = rng.randn(8, 1) * 0.4, np.zeros(1)
m = [np.zeros_like(w) for w in (W1, b1, W2, b2)]
for epoch in range(300):
    for i in range(0, 240, 24):
        x, y = X[i:i + 24], Y[i:i + 24]
        h = np.tanh(x @ W1 + b1)
        e = (h @ W2 + b2 - y) / 24
        d = e @ W2.T * (1 - h * h)
        g = [x.T @ d, d.sum(0), h.T @ e, e.sum(0)]
        b2 -= 0.1 * g[3]
        b1 -= 0.1 * g[1]
        W2 -= 0.1 * g[2]
        W1 -= 0.1 * g[0]
        m = [0.8 * (a + 0.1 * c) for a, c in zip(m, g)]
        b2 -= m[3]
        b1 -= m[1]
        W2 -= m[2]
        W1 -= m[0]
print(float((e ** 2).sum()))
