# layers: 3-1
# activations: sigmoid
# expects: healthy
import numpy as np

np.random.seed(0)
X = np.random.randn(100, 3)
true_w = np.array([1.5, -2.0, 0.5])
y = (X.dot(true_w) > 0).astype(float)
w = np.zeros(3)
b = 0.0
for i in range(1000):
    z = np.dot(X, w) + b
    p = 1.0 / (1.0 + np.exp(-z))
    dw = np.dot(X.T, (p - y)) / len(y)
    db = np.sum(p - y) / len(y)
    w = w - 0.5 * dw
    b = b - 0.5 * db
print("accuracy", np.mean((p > 0.5) == y))
