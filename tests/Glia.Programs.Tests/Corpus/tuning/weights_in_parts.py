# layers: 3-1
# activations: linear
# expects: healthy
import numpy as np

np.random.seed(0)
X = np.random.randn(120, 3)
y = np.where(X @ np.array([1.0, -2.0, 0.5]) + 0.3 > 0, 1, -1)


class Adaline:
    def fit(self, X, y):
        self.w = np.random.randn(1 + X.shape[1]) * 0.01
        self.costs = []
        for i in range(50):
            output = np.dot(X, self.w[1:]) + self.w[0]
            errors = y - output
            self.w[1:] += 0.005 * X.T.dot(errors)
            self.w[0] += 0.005 * errors.sum()
            self.costs.append((errors ** 2).sum() / 2)
        return self


print(Adaline().fit(X, y).costs[-1])
