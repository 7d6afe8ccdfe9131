# layers: 4-6-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

np.random.seed(2)
X = np.random.randn(300, 4)
y = (X[:, :1] - X[:, 1:2] > 0) * 1.0
W1, W2 = np.random.randn(4, 6) * 0.5, np.random.randn(6, 1) * 0.5


def forward(x):
    h = np.tanh(x @ W1)
    return h, 1 / (1 + np.exp(-(h @ W2)))


for epoch in range(400):
    h, p = forward(X[:200])
    d2 = (p - y[:200]) / 200
    d1 = d2 @ W2.T * (1 - h * h)
    W2 -= 2.0 * h.T @ d2
    W1 -= 2.0 * X[:200].T @ d1
    if epoch % 100 == 0:
        print("accuracy on the rest", np.mean((forward(X[200:])[1] > 0.5) == (y[200:] > 0.5)))
