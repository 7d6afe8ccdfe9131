# layers: 5-10-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

np.random.seed(11)
X = np.random.randn(200, 5)
y = (X[:, :1] - X[:, 1:2] > 0) * 1.0
W1, W2 = np.random.randn(5, 10) * 0.6, np.random.randn(10, 1) * 0.6

for epoch in range(300):
    dW1, dW2 = np.zeros_like(W1), np.zeros_like(W2)
    for i in range(0, 200, 20):
        xb, yb = X[i:i + 20], y[i:i + 20]
        h = np.tanh(xb.dot(W1))
        p = 1 / (1 + np.exp(-h.dot(W2)))
        d2 = (p - yb) / 200
        d1 = d2.dot(W2.T) * (1 - h ** 2)
        dW2 += h.T.dot(d2)
        dW1 += xb.T.dot(d1)
    W2 -= 1.0 * dW2
    W1 -= 1.0 * dW1
