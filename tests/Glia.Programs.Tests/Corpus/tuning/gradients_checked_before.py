# 2-12-8-2 of layer objects that are updated on the way back, in batches; before that each layer's gradient is held against differences
# layers: 2-12-8-2
# activations: relu relu softmax
# expects: healthy
import numpy as np

rng = np.random.default_rng(5)


class Affine:
    def __init__(self, inputs, outputs, pace=0.2):
        self.kernel = rng.normal(0, np.sqrt(2 / inputs), (inputs, outputs))
        self.offset = np.zeros(outputs)
        self.pace = pace

    def ahead(self, rows):
        return rows.dot(self.kernel) + self.offset

    def back(self, rows, error):
        below = error.dot(self.kernel.T)
        self.kernel = self.kernel - self.pace * rows.T.dot(error)
        self.offset = self.offset - self.pace * error.sum(axis=0)
        return below


class Rectifier:
    def ahead(self, rows):
        return np.maximum(0, rows)

    def back(self, rows, error):
        return error * (rows > 0)


def by_differences(layer, rows, h=1e-6):
    slopes = np.zeros_like(rows)
    for at in np.ndindex(rows.shape):
        kept = rows[at]
        rows[at] = kept + h
        more = layer.ahead(rows).sum()
        rows[at] = kept - h
        less = layer.ahead(rows).sum()
        rows[at] = kept
        slopes[at] = (more - less) / (2 * h)
    return slopes


tried = Affine(16, 9, pace=0)
some = rng.normal(size=(5, 16))
by_hand = tried.back(some, np.ones((5, 9)))
assert np.allclose(by_differences(tried, some), by_hand, rtol=1e-4, atol=1e-4)

points = rng.uniform(-1, 1, (400, 2))
labels = (np.abs(points[:, 0]) + np.abs(points[:, 1]) > 0.9).astype(int)
network = [Affine(2, 12), Rectifier(), Affine(12, 8), Rectifier(), Affine(8, 2)]


def through(rows):
    given = [rows]
    for layer in network:
        given.append(layer.ahead(given[-1]))
    return given


for epoch in range(40):
    order = rng.permutation(400)
    for start in range(0, 400, 20):
        chosen = order[start:start + 20]
        given = through(points[chosen])
        shares = np.exp(given[-1] - given[-1].max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        wanted = np.zeros_like(shares)
        wanted[np.arange(20), labels[chosen]] = 1
        error = (shares - wanted) / 20
        for layer, rows in zip(reversed(network), reversed(given[:-1])):
            error = layer.back(rows, error)
    print(epoch, (through(points)[-1].argmax(axis=1) == labels).mean())
