# layers: 5-8-1
# activations: relu sigmoid
# expects: healthy
import numpy as np

np.random.seed(3)
X = np.random.randn(5, 120)
Y = ((X[:1] + X[1:2] > 0) * 1.0).T
W1, W2 = np.random.randn(8, 5) * 0.5, np.random.randn(1, 8) * 0.4
for epoch in range(300):
    A1 = np.maximum(0, W1.dot(X))
    A2 = 1 / (1 + np.exp(-W2.dot(A1)))
    dA2 = -(Y.T) / A2 + (1 - Y.T) / (1 - A2)
    dZ2 = dA2 * A2 * (1 - A2) / 120
    dZ1 = W2.T.dot(dZ2) * (A1 > 0)
    W2 = W2 - 1.0 * dZ2.dot(A1.T)
    W1 = W1 - 1.0 * dZ1.dot(X.T)
print(np.mean((A2 > 0.5) == (Y.T > 0.5)))
