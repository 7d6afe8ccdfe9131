# layers: 5-1
# activations: sigmoid
# expects: healthy
import numpy as np

np.random.seed(1)
X = np.random.randn(200, 5)
t = (X[:, 0] - X[:, 1] + 0.2 * np.random.randn(200) > 0).astype(float)
w = np.zeros(5)
b = 0.0
for i in range(500):
    p = 1 / (1 + np.exp(-np.clip(X @ w + b, -250, 250)))
    dw = (X.T @ (p - t) + 2.0 * w) / len(t)
    db = (p - t).sum() / len(t)
    w -= 0.1 * dw
    b -= 0.1 * db
print(np.mean((p > 0.5) == t))
