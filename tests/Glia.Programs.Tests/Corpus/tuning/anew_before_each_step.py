# layers: 2-6-1
# activations: sigmoid sigmoid
# expects: GLIA071
import numpy as np

rng = np.random.RandomState(1)
inputs = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
wanted = np.array([[0.], [1.], [1.], [0.]])


def squash(z):
    return 1 / (1 + np.exp(-z))


def make(n, m):
    return rng.uniform(-1, 1, size=(n, m))


for epoch in range(4000):
    first, second = make(2, 6), make(6, 1)  # <-
    hidden = squash(np.dot(inputs, first))
    output = squash(np.dot(hidden, second))
    error = wanted - output
    if epoch % 500 == 0:
        print("error", np.mean(np.abs(error)))
    delta = error * output * (1 - output)
    below = delta.dot(second.T) * hidden * (1 - hidden)
    second = second + hidden.T.dot(delta)
    first = first + inputs.T.dot(below)
