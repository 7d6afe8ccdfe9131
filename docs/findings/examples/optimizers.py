"""The usual update rules in numpy, for the examples about optimizers. Each returns the change of one array."""
import numpy as np


class Sgd:
    def __init__(self, rate, momentum=0.0):
        self.rate, self.momentum, self.v = rate, momentum, {}

    def change(self, key, g):
        self.v[key] = self.momentum * self.v.get(key, 0) - self.rate * g
        return self.v[key]


class Adam:
    def __init__(self, rate=0.001, epsilon=1e-7):
        self.rate, self.epsilon, self.m, self.v, self.n = rate, epsilon, {}, {}, {}

    def change(self, key, g):
        self.n[key] = n = self.n.get(key, 0) + 1
        self.m[key] = 0.9 * self.m.get(key, 0) + 0.1 * g
        self.v[key] = 0.999 * self.v.get(key, 0) + 0.001 * g * g
        return -self.rate * (self.m[key] / (1 - 0.9 ** n)) / (np.sqrt(self.v[key] / (1 - 0.999 ** n)) + self.epsilon)


def run(net, x, t, optimizer, steps, batch=64, seed=0, scale=lambda step: 1.0):
    """Trains for a number of steps on random rows; scale(step) multiplies the change, as a schedule does."""
    rng = np.random.default_rng(seed)
    for step in range(steps):
        rows = rng.integers(0, len(x), batch)
        gw, gb = net.gradients(x[rows], t[rows])
        for l in range(len(net.w)):
            net.w[l] += scale(step) * optimizer.change(("w", l), gw[l])
            net.b[l] += scale(step) * optimizer.change(("b", l), gb[l])
    return net
