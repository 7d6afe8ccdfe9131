# layers: 6-24-1
# activations: relu sigmoid
# expects: healthy
import numpy as np

np.random.seed(20)
X = np.random.randn(256, 6)
T = (X[:, [0]] + X[:, [1]] * X[:, [2]] > 0).astype(float)
w1, c1 = np.random.randn(6, 24) * np.sqrt(2 / 6), np.zeros((1, 24))
w2, c2 = np.random.randn(24, 1) * np.sqrt(2 / 24), np.zeros((1, 1))
keep = 0.8
for step in range(1200):
    h = np.maximum(0, X @ w1 + c1)
    mask = (np.random.rand(*h.shape) < keep) / keep
    hd = h * mask
    p = 1 / (1 + np.exp(-(hd @ w2 + c2)))
    g = (p - T) / len(X)
    gh = g @ w2.T * mask * (h > 0)
    w2 -= 0.3 * hd.T @ g
    c2 -= 0.3 * g.sum(0, keepdims=True)
    w1 -= 0.3 * X.T @ gh
    c1 -= 0.3 * gh.sum(0, keepdims=True)
h = np.maximum(0, X @ w1 + c1)
p = 1 / (1 + np.exp(-(h @ w2 + c2)))
print("accuracy", np.mean((p > 0.5) == T))
