# layers: 3-5-1
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(6)
points = np.random.rand(60, 2) * 2 - 1
inside = (points[:, :1] ** 2 + points[:, 1:] ** 2 < 0.5).astype(float)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(rows, first, second):
    rows = np.c_[np.ones(rows.shape[0]), rows]
    hidden = sigmoid(np.dot(rows, first))
    hidden = np.c_[np.ones(hidden.shape[0]), hidden]
    return rows, hidden, sigmoid(np.dot(hidden, second))


first, second = np.random.randn(3, 5), np.random.randn(6, 1)
for i in range(3000):
    rows, hidden, out = forward(points, first, second)
    error = (out - inside) / 60
    back = error.dot(second[1:, :].T) * hidden[:, 1:] * (1 - hidden[:, 1:])
    second -= 3.0 * hidden.T.dot(error)
    first -= 3.0 * rows.T.dot(back)
print(np.mean((out > 0.5) == (inside > 0.5)))
