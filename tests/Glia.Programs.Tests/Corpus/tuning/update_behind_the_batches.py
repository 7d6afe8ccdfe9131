# layers: 5-10-1
# activations: tanh sigmoid
# expects: GLIA072
import numpy as np

np.random.seed(11)
X = np.random.randn(400, 5)
y = (X[:, :1] * X[:, 1:2] > 0) * 1.0
W1, b1 = np.random.randn(5, 10) * 0.6, np.zeros((1, 10))
W2, b2 = np.random.randn(10, 1) * 0.6, np.zeros((1, 1))

for epoch in range(100):
    order = np.random.permutation(400)
    for i in range(0, 400, 20):
        xb, yb = X[order[i:i + 20]], y[order[i:i + 20]]
        h = np.tanh(xb.dot(W1) + b1)
        p = 1 / (1 + np.exp(-(h.dot(W2) + b2)))
        d2 = (p - yb) / 20
        d1 = d2.dot(W2.T) * (1 - h ** 2)
        dW2, db2 = h.T.dot(d2), d2.sum(axis=0, keepdims=True)
        dW1, db1 = xb.T.dot(d1), d1.sum(axis=0, keepdims=True)
    W2 -= 0.5 * dW2  # <-
    b2 -= 0.5 * db2
    W1 -= 0.5 * dW1  # <-
    b1 -= 0.5 * db1
    if epoch % 20 == 0:
        print("loss", np.mean((p - yb) ** 2))
