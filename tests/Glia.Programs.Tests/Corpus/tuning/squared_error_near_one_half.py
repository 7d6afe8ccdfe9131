# layers: 2-4-1
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(1)
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]])
y = np.array([[0], [1], [1], [0.0]])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# All answers are about 0.51 at first, where the error times its slope is nearly the error times a quarter.
w1 = 2 * np.random.random((2, 4)) - 1
b1 = np.zeros((1, 4))
w2 = 2 * np.random.random((4, 1)) - 1
b2 = np.zeros((1, 1))
for step in range(20000):
    hidden = sigmoid(x.dot(w1) + b1)
    out = sigmoid(hidden.dot(w2) + b2)
    error = out - y
    d2 = error * out * (1 - out)
    d1 = d2.dot(w2.T) * hidden * (1 - hidden)
    w2 -= 0.8 * hidden.T.dot(d2)
    w1 -= 0.8 * x.T.dot(d1)
    b2 -= 0.8 * d2.sum(0)
    b1 -= 0.8 * d1.sum(0)
print(np.mean(np.abs(error)))
