# layers: 5-7-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

rng = np.random.default_rng(8)
x = rng.normal(0, 1, (5, 150))
y = (x[:1] + x[1:2] > 0).astype(float)
w1, w2 = rng.normal(0, 0.4, (7, 5)), rng.normal(0, 0.4, (1, 7))
b1 = b2 = 0.1
for step in range(1500):
    a1 = np.tanh(np.dot(w1, x) + b1)
    a2 = 1 / (1 + np.exp(-(np.dot(w2, a1) + b2)))
    d2 = a2 - y
    d1 = np.dot(w2.T, d2) * (1 - a1 ** 2)
    w2 = w2 - 0.3 * np.dot(d2, a1.T) / 150
    b2 = b2 - 0.3 * np.sum(d2, axis=1, keepdims=True) / 150
    w1 = w1 - 0.3 * np.dot(d1, x.T) / 150
    b1 = b1 - 0.3 * np.sum(d1, axis=1, keepdims=True) / 150
