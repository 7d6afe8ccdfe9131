# layers: 3-3-1
# activations: tanh linear
# expects: GLIA048
import math
import random


class Neuron:
    def __init__(self, size, curved):
        self.weights = [random.gauss(0, 0.5) for _ in range(size)]
        self.bias = 0.0
        self.curved = curved

    def __call__(self, xs):
        self.xs = xs
        total = sum(w * x for w, x in zip(self.weights, xs)) + self.bias
        self.out = math.tanh(total) if self.curved else total
        return self.out

    def learn(self, gradient, rate):
        if self.curved:
            gradient *= 1 - self.out * self.out
        back = [w * gradient for w in self.weights]
        self.weights = [w + rate * gradient * x for w, x in zip(self.weights, self.xs)]  # <-
        self.bias = self.bias + rate * gradient  # <-
        return back


random.seed(5)
rows = [[random.uniform(-1, 1) for _ in range(3)] for _ in range(60)]
wanted = [math.sin(2 * a) + b * c for a, b, c in rows]
hidden = [Neuron(3, True) for _ in range(3)]
last = Neuron(3, False)
for epoch in range(30):
    squares = 0.0
    for row, y in zip(rows, wanted):
        guess = last([neuron(row) for neuron in hidden])
        error = guess - y
        squares += error * error
        for neuron, part in zip(hidden, last.learn(error, 0.05)):
            neuron.learn(part, 0.05)
    print("loss", squares / len(rows))
