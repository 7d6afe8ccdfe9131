# layers: 4-10-3
# activations: relu softmax
# expects: GLIA048
import numpy as np

np.random.seed(31)
labels = np.random.randint(0, 3, 90)
X = np.random.randn(3, 4)[labels] * 2 + np.random.randn(90, 4)
Y = np.eye(3)[labels]
W1, b1 = np.random.randn(4, 10) * 0.4, np.zeros((1, 10))
W2, b2 = np.random.randn(10, 3) * 0.4, np.zeros((1, 3))
rate = 0.05
for epoch in range(200):
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ W2 + b2
    E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    D2 = (P - Y) / len(X)
    D1 = D2 @ W2.T * (Z1 > 0)
    W2 += rate * A1.T @ D2  # <-
    b2 += rate * D2.sum(axis=0, keepdims=True)  # <-
    W1 += rate * X.T @ D1  # <-
    b1 += rate * D1.sum(axis=0, keepdims=True)
