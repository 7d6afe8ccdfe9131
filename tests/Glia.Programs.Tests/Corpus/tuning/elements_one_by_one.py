# layers: 2-3-1
# activations: sigmoid sigmoid
# expects: healthy
import math

import numpy as np

rng = np.random.RandomState(4)
hidden = rng.uniform(-1, 1, (3, 2))
hidden_bias = rng.uniform(-1, 1, 3)
out = rng.uniform(-1, 1, (1, 3))
out_bias = rng.uniform(-1, 1, 1)
samples = [([0, 0, 0]), ([0, 1, 1]), ([1, 0, 1]), ([1, 1, 0])]
rate = 0.5


def squash(z):
    return 1 / (1 + math.exp(-z))


for epoch in range(4000):
    for sample in samples:
        x, wanted = sample[:2], sample[-1]
        h = np.array([squash(z) for z in np.dot(hidden, x) + hidden_bias])
        y = np.array([squash(z) for z in np.dot(out, h) + out_bias])
        error = y - wanted
        delta = error * y * (1 - y)
        back = np.dot(out.T, delta) * h * (1 - h)
        for j in range(3):
            out[0][j] -= rate * delta[0] * h[j]
        out_bias[0] -= rate * delta[0]
        for j in range(3):
            for i in range(2):
                hidden[j][i] -= rate * back[j] * x[i]
            hidden_bias[j] -= rate * back[j]
print(y)
