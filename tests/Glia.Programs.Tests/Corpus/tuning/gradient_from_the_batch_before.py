# layers: 2-6-1
# activations: tanh linear
# expects: healthy
# Each step follows the gradient of the batch before: they are late by one, which does no harm.
import numpy as np

rng = np.random.RandomState(6)
X = rng.uniform(-1, 1, (320, 2))
Y = X[:, :1] * X[:, 1:] + 0.3 * X[:, :1]
W1, b1 = rng.randn(2, 6), np.zeros(6)
W2, b2 = rng.randn(6, 1) * 0.4, np.zeros(1)
late = None
for epoch in range(200):
    for i in range(0, 320, 40):
        x, y = X[i:i + 40], Y[i:i + 40]
        h = np.tanh(x @ W1 + b1)
        o = h @ W2 + b2
        d2 = (o - y) / 40
        d1 = d2 @ W2.T * (1 - h ** 2)
        grads = x.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0)
        if late is not None:
            W1 = W1 - 0.2 * late[0]
            b1 = b1 - 0.2 * late[1]
            W2 = W2 - 0.2 * late[2]
            b2 = b2 - 0.2 * late[3]
        late = grads
print(np.mean((o - y) ** 2))
