# layers: 2-10-1
# activations: sigmoid sigmoid
# expects: GLIA055 warning
import numpy as np

rng = np.random.default_rng(0)
rows = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
wih, who = rng.random((10, 2)), rng.random((1, 10))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


for step in range(10000):
    given, wanted = rows[rng.integers(4)]
    inputs, targets = np.array(given, ndmin=2).T, np.array(wanted, ndmin=2).T
    hidden = sigmoid(np.dot(wih, inputs))
    final = sigmoid(np.dot(who, hidden))
    errors = targets - final
    hidden_errors = np.dot(who.T, errors)
    who += 1.0 * np.dot(errors * final * (1.0 - final), hidden.T)
    wih += 1.0 * np.dot(hidden_errors * hidden * (1.0 - hidden), inputs.T)  # <-
