# layers: 2-8-1
# activations: relu sigmoid
# expects: GLIA056
import numpy as np

rng = np.random.RandomState(3)
m = 300
X = rng.randn(2, m)
Y = (X[0:1] ** 2 + X[1:2] ** 2 < 1.2).astype(int)
W1 = rng.randn(8, 2)
b1 = np.zeros((8, 1))
W2 = rng.randn(1, 8) * 0.5
b2 = np.zeros((1, 1))
for i in range(2000):
    Z1 = np.dot(W1, X) + b1
    A1 = np.maximum(0, Z1)
    Z2 = np.dot(W2, A1) + b2
    A2 = 1 / (1 + np.exp(-Z2))
    dZ2 = A2 - Y
    dW2 = np.dot(dZ2, A1.T) / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dA1 = np.dot(W2.T, dZ2)
    dA1[dA1 < 0] = 0  # <-
    dW1 = np.dot(dA1, X.T) / m
    db1 = np.sum(dA1, axis=1, keepdims=True) / m
    W1 -= 0.5 * dW1
    b1 -= 0.5 * db1
    W2 -= 0.5 * dW2
    b2 -= 0.5 * db2
