# layers: 2-8-2
# activations: relu softmax
# expects: healthy
# A slow average of all weights and biases is kept beside them, and answers in the end.
import numpy as np

rng = np.random.RandomState(16)
X = rng.randn(500, 2)
t = (X[:, 0] * X[:, 1] > 0).astype(int)
W1, b1 = rng.randn(2, 8), np.zeros(8)
W2, b2 = rng.randn(8, 2) * 0.5, np.zeros(2)
A1, c1, A2, c2 = np.zeros((2, 8)), np.zeros(8), np.zeros((8, 2)), np.zeros(2)
for epoch in range(60):
    for i in range(0, 400, 20):
        x, y = X[i:i + 20], np.eye(2)[t[i:i + 20]]
        a = np.maximum(0, x @ W1 + b1)
        z = np.exp(a @ W2 + b2)
        p = z / z.sum(axis=1, keepdims=True)
        e = (p - y) / 20
        d = (e @ W2.T) * (a > 0)
        W2 = W2 - 0.4 * a.T @ e
        b2 = b2 - 0.4 * e.sum(axis=0)
        W1 = W1 - 0.4 * x.T @ d
        b1 = b1 - 0.4 * d.sum(axis=0)
        A1, c1 = 0.9 * A1 + 0.1 * W1, 0.9 * c1 + 0.1 * b1
        A2, c2 = 0.9 * A2 + 0.1 * W2, 0.9 * c2 + 0.1 * b2
    guess = (np.maximum(0, X[400:] @ A1 + c1) @ A2 + c2).argmax(axis=1)
    print(epoch, (guess == t[400:]).mean())
