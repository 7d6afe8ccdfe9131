# layers: 4-8-1
# activations: tanh sigmoid
# expects: GLIA071
import numpy as np

np.random.seed(3)
X = np.random.randn(200, 4)
y = (X[:, :1] * X[:, 1:2] > 0) * 1.0


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


for epoch in range(300):
    W1 = np.random.randn(4, 8) * 0.5  # <-
    b1 = np.zeros((1, 8))
    W2 = np.random.randn(8, 1) * 0.5
    b2 = np.zeros((1, 1))
    for i in range(0, 200, 20):
        xb, yb = X[i:i + 20], y[i:i + 20]
        h = np.tanh(xb @ W1 + b1)
        p = sigmoid(h @ W2 + b2)
        d2 = (p - yb) / len(xb)
        d1 = (d2 @ W2.T) * (1 - h ** 2)
        W2 -= 0.8 * h.T @ d2
        b2 -= 0.8 * d2.sum(axis=0, keepdims=True)
        W1 -= 0.8 * xb.T @ d1
        b1 -= 0.8 * d1.sum(axis=0, keepdims=True)
    if epoch % 50 == 0:
        out = sigmoid(np.tanh(X @ W1 + b1) @ W2 + b2)
        print("loss", np.mean((out - y) ** 2))
