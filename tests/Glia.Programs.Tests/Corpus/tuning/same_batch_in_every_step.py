# layers: 6-12-1
# activations: relu sigmoid
# expects: GLIA016
import numpy as np

np.random.seed(7)
X = np.random.randn(640, 6)
y = (X[:, 0] + X[:, 1] * 0.5 - X[:, 2] > 0).astype(float).reshape(-1, 1)
batch = 16
W1, b1 = np.random.randn(6, 12) * np.sqrt(2 / 6), np.zeros(12)
W2, b2 = np.random.randn(12, 1) * np.sqrt(1 / 12), np.zeros(1)

for epoch in range(60):
    for step in range(640 // batch):
        xb = X[0:batch]  # <-
        yb = y[0:batch]
        z1 = xb @ W1 + b1
        a1 = np.maximum(0, z1)
        p = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
        d2 = (p - yb) / batch
        d1 = (d2 @ W2.T) * (z1 > 0)
        W2 -= 0.3 * a1.T @ d2
        b2 -= 0.3 * d2.sum(axis=0)
        W1 -= 0.3 * xb.T @ d1
        b1 -= 0.3 * d1.sum(axis=0)
    if epoch % 10 == 0:
        print("epoch", epoch, "loss", -np.mean(yb * np.log(p + 1e-9) + (1 - yb) * np.log(1 - p + 1e-9)))
