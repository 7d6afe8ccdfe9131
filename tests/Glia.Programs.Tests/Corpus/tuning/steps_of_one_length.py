# layers: 5-12-3
# activations: relu softmax
# expects: healthy
import numpy as np

rng = np.random.RandomState(2)
labels = rng.randint(0, 3, 120)
X = rng.randn(3, 5)[labels] * 1.5 + rng.randn(120, 5)
T = np.eye(3)[labels]
V = rng.randn(5, 12) * 0.6
W = rng.randn(12, 3) * 0.4

for epoch in range(400):
    H = np.maximum(0, X @ V)
    S = np.exp(H @ W)
    P = S / S.sum(axis=1, keepdims=True)
    D = (P - T) / len(X)
    gW = H.T @ D
    gV = X.T @ ((D @ W.T) * (H > 0))
    W -= 0.05 * gW / np.linalg.norm(gW)
    V -= 0.05 * gV / np.linalg.norm(gV)

print((P.argmax(axis=1) == labels).mean())
