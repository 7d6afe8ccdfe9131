# layers: 2-3-1
# activations: sigmoid sigmoid
# expects: GLIA048
import numpy as np

rng = np.random.default_rng(3)


class Unit:
    def __init__(self, inputs):
        self.w = rng.standard_normal(inputs)
        self.b = rng.standard_normal()

    def answer(self, x):
        self.x = x
        self.out = 1 / (1 + np.exp(-(np.dot(self.w, x) + self.b)))
        return self.out

    def learn(self, error, rate):
        d = error * self.out * (1 - self.out)
        sent = d * self.w
        self.w = self.w + rate * d * self.x
        self.b = self.b + rate * d
        return sent


hidden, last = [Unit(2) for _ in range(3)], Unit(3)
rows = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
wanted = [0, 1, 1, 0]
for epoch in range(2000):
    for x, t in zip(rows, wanted):
        y = last.answer(np.array([unit.answer(x) for unit in hidden]))
        sent = last.learn(y - t, 0.5)
        for unit, part in zip(hidden, sent):
            unit.learn(part, 0.5)
print(y)
