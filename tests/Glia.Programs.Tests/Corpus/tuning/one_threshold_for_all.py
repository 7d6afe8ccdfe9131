# layers: 3-6-2
# activations: relu sigmoid
# expects: healthy
import numpy as np

rng = np.random.default_rng(11)
x = rng.normal(0, 1, (200, 3))
y = np.stack([x[:, 0] > 0, x[:, 1] > x[:, 2]], axis=1).astype(float)


class Layer:
    def __init__(self, inputs, units):
        self.weights = rng.normal(0, 1 / np.sqrt(inputs), (inputs, units))


class Net:
    def __init__(self):
        self.threshold = 0.01
        self.layers = [Layer(3, 6), Layer(6, 2)]

    def forward(self, data):
        first = np.subtract(np.dot(data, self.layers[0].weights), self.threshold)
        self.hidden = first * (first > 0)
        second = np.subtract(np.dot(self.hidden, self.layers[1].weights), self.threshold)
        self.out = 1 / (1 + np.exp(-second))

    def learn(self, data, target, rate):
        error = (self.out - target) / len(data)
        below = error.dot(self.layers[1].weights.T) * (self.hidden > 0)
        self.layers[1].weights -= rate * self.hidden.T.dot(error)
        self.layers[0].weights -= rate * data.T.dot(below)


net = Net()
for epoch in range(600):
    net.forward(x)
    net.learn(x, y, 0.5)
