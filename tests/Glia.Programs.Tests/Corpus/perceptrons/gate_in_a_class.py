# layers: 2-1
# expects: healthy
import numpy as np


class Gate:
    def __init__(self, inputs, rate=0.1, rounds=40):
        self.rate, self.rounds = rate, rounds
        self.w = np.zeros(inputs + 1)

    def net(self, x):
        return np.dot(x, self.w[1:]) + self.w[0]

    def predict(self, x):
        return np.where(self.net(x) >= 0, 1, -1)

    def fit(self, inputs, targets):
        self.errors = []
        for _ in range(self.rounds):
            errors = 0
            for x, t in zip(inputs, targets):
                change = self.rate * (t - self.predict(x))
                self.w[1:] += change * x
                self.w[0] += change
                errors += int(change != 0)
            self.errors.append(errors)
        return self


inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
gate = Gate(2).fit(inputs, np.array([-1, 1, 1, 1]))
print(gate.predict(inputs), gate.errors)
