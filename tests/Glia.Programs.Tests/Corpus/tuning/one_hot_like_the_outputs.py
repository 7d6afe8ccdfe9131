# layers: 5-8-3
# activations: relu softmax
# expects: healthy
import numpy as np

np.random.seed(5)
y = np.random.randint(0, 3, 240)
X = np.random.randn(240, 5) + 1.5 * np.eye(5)[y]
W1, b1 = np.random.randn(5, 8) * 0.5, np.zeros((1, 8))
W2, b2 = np.random.randn(8, 3) * 0.3, np.zeros((1, 3))
for epoch in range(40):
    for i in range(0, 240, 24):
        x, labels = X[i:i + 24], y[i:i + 24]
        z = np.dot(x, W1) + b1
        a = np.maximum(z, 0)
        scores = np.dot(a, W2) + b2
        e = np.exp(scores - np.max(scores, axis=1, keepdims=True))
        p = e / np.sum(e, axis=1, keepdims=True)
        wanted = np.zeros_like(p)
        wanted[np.arange(len(x)), labels] = 1
        d2 = (p - wanted) / len(x)
        d1 = d2 @ W2.T * (z > 0)
        W2 -= 0.3 * a.T @ d2
        b2 -= 0.3 * np.sum(d2, axis=0, keepdims=True)
        W1 -= 0.3 * x.T @ d1
        b1 -= 0.3 * np.sum(d1, axis=0, keepdims=True)
print(-np.log(p[range(len(x)), labels]).mean())
