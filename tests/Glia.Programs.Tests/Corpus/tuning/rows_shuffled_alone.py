# layers: 6-10-3
# activations: relu softmax
# expects: GLIA009
import numpy as np

rng = np.random.RandomState(0)
np.random.seed(1)
labels = rng.randint(0, 3, 300)
X = rng.randn(3, 6)[labels] * 2 + rng.randn(300, 6)
Y = np.eye(3)[labels]
W1, b1 = rng.randn(6, 10) * 0.3, np.zeros(10)
W2, b2 = rng.randn(10, 3) * 0.3, np.zeros(3)


def forward(x):
    h = np.maximum(0, x @ W1 + b1)
    e = np.exp(h @ W2 + b2)
    return h, e / e.sum(axis=1, keepdims=True)


for epoch in range(60):
    np.random.shuffle(X)  # <-
    for s in range(0, 300, 30):
        x, y = X[s:s + 30], Y[s:s + 30]  # <-
        h, p = forward(x)
        d2 = (p - y) / len(x)  # <-
        d1 = (d2 @ W2.T) * (h > 0)
        W2 -= 0.5 * h.T @ d2
        b2 -= 0.5 * d2.sum(axis=0)
        W1 -= 0.5 * x.T @ d1
        b1 -= 0.5 * d1.sum(axis=0)
    print(epoch, np.mean(forward(X)[1].argmax(axis=1) == labels))
