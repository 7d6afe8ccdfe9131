# layers: 3-1
# activations: sigmoid
# expects: healthy
import numpy as np

rng = np.random.default_rng(5)
centres = np.array([[0.0, 2.0], [2.0, -1.0], [-2.0, -1.0]])
kind = np.repeat(np.arange(3), 40)
x = np.hstack([np.ones((120, 1)), centres[kind] + rng.normal(size=(120, 2)) * 0.6])
all_weights = np.zeros((3, 3))
for k in range(3):
    y = (kind == k) * 1
    w = np.zeros(3)
    for step in range(500):
        p = 1 / (1 + np.exp(-np.dot(x, w)))
        w = w - 0.5 * np.dot(x.T, p - y) / 120
    all_weights[k] = w
print(np.mean(np.argmax(x.dot(all_weights.T), axis=1) == kind))
