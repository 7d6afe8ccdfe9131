# layers: 5-6-2
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(23)
labels = np.random.randint(0, 2, 150)
rows = np.random.randn(150, 5) + labels[:, None] * 1.5


class Network:
    def __init__(self, sizes):
        self.weights = [np.random.randn(b, a) * 0.6 for a, b in zip(sizes[:-1], sizes[1:])]
        self.biases = [np.zeros((b, 1)) for b in sizes[1:]]

    def predict(self, x):
        for w, b in zip(self.weights, self.biases):
            x = 1 / (1 + np.exp(-(np.dot(w, x) + b)))
        return np.argmax(x)

    def gradients(self, x, label):
        outs = [x]
        for w, b in zip(self.weights, self.biases):
            outs.append(1 / (1 + np.exp(-(np.dot(w, outs[-1]) + b))))
        wanted = np.zeros((2, 1))
        wanted[label, 0] = 1
        last = (outs[2] - wanted) * outs[2] * (1 - outs[2])
        first = np.dot(self.weights[1].T, last) * outs[1] * (1 - outs[1])
        return [np.dot(first, outs[0].T), np.dot(last, outs[1].T)], [first, last]

    def train(self, epochs, rate):
        for epoch in range(epochs):
            right = 0
            for start in range(0, 150, 15):
                total_w = [np.zeros(w.shape) for w in self.weights]
                total_b = [np.zeros(b.shape) for b in self.biases]
                for x, label in zip(rows[start:start + 15], labels[start:start + 15]):
                    x = x.reshape(-1, 1)
                    # Counted while it trains: the same products, and no part of the step.
                    right += self.predict(x) == label
                    dw, db = self.gradients(x, label)
                    total_w = [a + b for a, b in zip(total_w, dw)]
                    total_b = [a + b for a, b in zip(total_b, db)]
                self.weights = [w - rate * g / 15 for w, g in zip(self.weights, total_w)]
                self.biases = [b - rate * g / 15 for b, g in zip(self.biases, total_b)]
            if epoch % 10 == 0:
                print(epoch, right / 150)


Network([5, 6, 2]).train(60, 1.0)
