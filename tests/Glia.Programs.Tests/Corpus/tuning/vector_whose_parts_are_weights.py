# layers: 3-1
# activations: linear
# expects: healthy
import numpy as np


class Adaline:
    def fit(self, x, y):
        self.w_ = np.zeros(1 + x.shape[1])
        for step in range(40):
            errors = y - self.net(x)
            self.w_[1:] += 0.005 * x.T.dot(errors)
            self.w_[0] += 0.005 * errors.sum()
        return self

    def net(self, x):
        return np.dot(x, self.w_[1:]) + self.w_[0]


rng = np.random.default_rng(3)
x = rng.normal(0, 1, (80, 3))
Adaline().fit(x, np.where(x[:, 0] - x[:, 2] > 0, 1, -1))
