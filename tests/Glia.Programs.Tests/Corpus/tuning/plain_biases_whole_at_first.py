# biases that begin as 0
# layers: 2-5-1
# activations: tanh tanh
# expects: healthy
import math
import random

random.seed(2)


class Neuron:
    def __init__(self, n):
        self.weights = [random.uniform(-1, 1) for _ in range(n)]
        self.bias = 0
        self.output = 0
        self.delta = 0

    def fire(self, inputs):
        self.inputs = inputs
        total = self.bias
        for w, x in zip(self.weights, inputs):
            total += w * x
        self.output = math.tanh(total)
        return self.output

    def learn(self, rate):
        for i in range(len(self.weights)):
            self.weights[i] += rate * self.delta * self.inputs[i]
        self.bias += rate * self.delta


class Layer:
    def __init__(self, n, m):
        self.neurons = [Neuron(n) for _ in range(m)]

    def forward(self, inputs):
        return [neuron.fire(inputs) for neuron in self.neurons]


hidden, last = Layer(2, 5), Layer(5, 1)
patterns = [([-1, -1], -1), ([-1, 1], 1), ([1, -1], 1), ([1, 1], -1)]
for epoch in range(2000):
    random.shuffle(patterns)
    for x, t in patterns:
        out = last.forward(hidden.forward(x))[0]
        last.neurons[0].delta = (t - out) * (1 - out ** 2)
        for j, neuron in enumerate(hidden.neurons):
            neuron.delta = last.neurons[0].weights[j] * last.neurons[0].delta * (1 - neuron.output ** 2)
        last.neurons[0].learn(0.1)
        for neuron in hidden.neurons:
            neuron.learn(0.1)
for x, t in patterns:
    print(x, t, last.forward(hidden.forward(x)))
