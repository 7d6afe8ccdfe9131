# layers: 4-8-3
# activations: sigmoid sigmoid
# expects: GLIA071
import numpy as np

rng = np.random.default_rng(11)
kind = rng.integers(0, 3, 240)
samples = rng.normal(size=(3, 4))[kind] * 2 + rng.normal(size=(240, 4))
wanted = np.eye(3)[kind]


class Network:
    def __init__(self, sizes):
        self.weights = [rng.normal(size=(a, b)) / np.sqrt(a) for a, b in zip(sizes, sizes[1:])]
        self.biases = [np.zeros(b) for b in sizes[1:]]

    def forward(self, rows):
        self.outputs = [rows]
        for w, b in zip(self.weights, self.biases):
            self.outputs.append(1 / (1 + np.exp(-(self.outputs[-1].dot(w) + b))))
        return self.outputs[-1]

    def backward(self, targets):
        delta = (self.outputs[-1] - targets) * self.outputs[-1] * (1 - self.outputs[-1])
        self.dw, self.db = [], []
        for i in reversed(range(len(self.weights))):
            self.dw.insert(0, self.outputs[i].T.dot(delta) / len(targets))
            self.db.insert(0, delta.mean(axis=0))
            delta = delta.dot(self.weights[i].T) * self.outputs[i] * (1 - self.outputs[i])

    def update(self, rate):
        for w, b, dw, db in zip(self.weights, self.biases, self.dw, self.db):
            w = w - rate * dw  # <-
            b = b - rate * db


network = Network([4, 8, 3])
for epoch in range(60):
    shuffled = rng.permutation(240)
    for start in range(0, 240, 40):
        batch = shuffled[start:start + 40]
        network.forward(samples[batch])
        network.backward(wanted[batch])
        network.update(2.0)
    print(epoch, np.mean((network.forward(samples) - wanted) ** 2))
