# layers: 2-4-1
# activations: tanh tanh
# expects: healthy
import numpy as np

rng = np.random.default_rng(2)


class Neuron:
    def __init__(self, inputs):
        self.weights = rng.uniform(-1, 1, inputs).tolist()
        self.bias = float(rng.uniform(-1, 1))

    def answer(self, inputs):
        self.inputs = inputs
        self.output = np.tanh(np.dot(inputs, self.weights) + self.bias)
        return self.output

    def learn(self, error, rate):
        self.delta = error * (1 - self.output ** 2)
        for j, value in enumerate(self.inputs):
            self.weights[j] += rate * self.delta * value
        self.bias += rate * self.delta


layers = [[Neuron(2) for _ in range(4)], [Neuron(4)]]
rows = [([0.0, 0.0], -0.9), ([0.0, 1.0], 0.9), ([1.0, 0.0], 0.9), ([1.0, 1.0], -0.9)]
for epoch in range(3000):
    for inputs, wanted in rows:
        given = inputs
        for layer in layers:
            given = [neuron.answer(given) for neuron in layer]
        last = layers[1][0]
        error = wanted - last.output
        sent = [error * (1 - last.output ** 2) * weight for weight in last.weights]
        last.learn(error, 0.1)
        for neuron, part in zip(layers[0], sent):
            neuron.learn(part, 0.1)
