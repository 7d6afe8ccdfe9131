# layers: 4-1-1
# activations: tanh tanh
# expects: healthy
import numpy as np

rng = np.random.default_rng(6)
x = np.hstack((rng.choice([-1.0, 1.0], (60, 3)), np.ones((60, 1))))
y = np.tanh(np.where(x[:, :1] + x[:, 1:2] + x[:, 2:3] > 0, 1, -1))
w, v = rng.uniform(-1, 1, (4, 1)), rng.uniform(-1, 1, (1, 1))
for step in range(4000):
    at = rng.integers(len(x))
    row, wanted = x[at].reshape(1, -1), y[at].reshape(1, -1)
    hidden = np.tanh(np.dot(row, w))
    out = np.tanh(np.dot(hidden, v))
    error = (1 - out ** 2) * (wanted - out)
    below = (1 - hidden ** 2) * np.dot(error, v.T)
    v += 0.05 * np.dot(hidden.T, error)
    w += 0.05 * np.dot(row.T, below)
