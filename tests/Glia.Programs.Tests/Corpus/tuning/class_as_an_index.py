# layers: 6-12-3
# activations: relu softmax
# expects: healthy
import pickle

import numpy as np

np.random.seed(4)
labels = [int(label) for label in np.random.randint(0, 3, 150)]
rows = (np.random.randn(150, 6) + 2 * np.eye(6)[labels]).tolist()


class Layer:
    def __init__(self, inputs, units):
        self.w = np.random.randn(inputs, units) / np.sqrt(inputs / 2)
        self.b = np.zeros((1, units))


first, last = Layer(6, 12), Layer(12, 3)
for step in range(2000):
    i = np.random.randint(150)
    x, y = np.array([rows[i]]), labels[i]
    h = np.maximum(0, np.dot(x, first.w) + first.b)
    scores = np.exp(np.dot(h, last.w) + last.b)
    p = scores / np.sum(scores, axis=1, keepdims=True)
    loss = -np.log(p[0, y])
    d = p
    d[0, y] -= 1
    below = d.dot(last.w.T) * (h > 0)
    last.w -= 0.02 * np.dot(h.T, d)
    last.b -= 0.02 * np.sum(d, axis=0, keepdims=True)
    first.w -= 0.02 * np.dot(x.T, below)
    first.b -= 0.02 * np.sum(below, axis=0, keepdims=True)
print(len(pickle.dumps([first, last])), loss)
