# layers: 3-4-1
# activations: tanh tanh
# expects: healthy
import numpy as np

np.random.seed(2)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([0, 1, 1, 0])


class Net:
    def __init__(self):
        self.weights = [2 * np.random.random((3, 4)) - 1, 2 * np.random.random((4, 1)) - 1]

    def fit(self, X, y, rate=0.2, steps=20000):
        X = np.concatenate((np.ones((len(X), 1)), X), axis=1)
        for k in range(steps):
            i = np.random.randint(len(X))
            a = [X[i]]
            for w in self.weights:
                a.append(np.tanh(np.dot(a[-1], w)))
            error = y[i] - a[-1]
            deltas = [error * (1 - a[-1] ** 2)]
            deltas.append(deltas[-1].dot(self.weights[1].T) * (1 - a[1] ** 2))
            deltas.reverse()
            for l in range(2):
                layer = np.atleast_2d(a[l])
                delta = np.atleast_2d(deltas[l])
                self.weights[l] += rate * layer.T.dot(delta)
        return np.array([np.tanh(np.tanh(row @ self.weights[0]) @ self.weights[1]) for row in X])


print(Net().fit(X, y).round(2).ravel())
