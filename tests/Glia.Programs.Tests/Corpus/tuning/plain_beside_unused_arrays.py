# layers: 2-2-1
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(3)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Unused:
    def __init__(self, n):
        self.weights = np.random.randn(n)

    def feedforward(self, row):
        return sigmoid(np.dot(self.weights, row))


class Small:
    def __init__(self):
        self.a, self.b, self.c, self.d, self.e, self.f = [np.random.normal() for i in range(6)]
        self.s, self.t, self.u = 0.1, 0.2, 0.3

    def step(self, row, wanted):
        g = sigmoid(self.a * row[0] + self.b * row[1] + self.s)
        h = sigmoid(self.c * row[0] + self.d * row[1] + self.t)
        out = sigmoid(self.e * g + self.f * h + self.u)
        delta = (out - wanted) * out * (1 - out)
        dg, dh = delta * self.e * g * (1 - g), delta * self.f * h * (1 - h)
        self.e, self.f, self.u = self.e - 0.8 * delta * g, self.f - 0.8 * delta * h, self.u - 0.8 * delta
        self.a, self.b, self.s = self.a - 0.8 * dg * row[0], self.b - 0.8 * dg * row[1], self.s - 0.8 * dg
        self.c, self.d, self.t = self.c - 0.8 * dh * row[0], self.d - 0.8 * dh * row[1], self.t - 0.8 * dh
        return out


net = Small()
rows, marks = [[-1.5, -1.0], [2.0, 0.5], [1.0, 1.5], [-1.0, -0.5]], [1, 0, 0, 1]
for epoch in range(800):
    outs = [net.step(row, mark) for row, mark in zip(rows, marks)]
print(outs)
