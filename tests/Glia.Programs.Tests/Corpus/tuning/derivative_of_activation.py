# layers: 3-6-1
# activations: sigmoid sigmoid
# expects: GLIA057 warning
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_derivative(x):
    return sigmoid(x) * (1 - sigmoid(x))


class NeuralNetwork:
    def __init__(self, x, y):
        self.input = x
        self.weights1 = np.random.randn(self.input.shape[1], 6)
        self.weights2 = np.random.randn(6, 1)
        self.y = y

    def feedforward(self):
        self.layer1 = sigmoid(np.dot(self.input, self.weights1))
        self.output = sigmoid(np.dot(self.layer1, self.weights2))

    def backprop(self):
        delta = 2 * (self.y - self.output) * sigmoid_derivative(self.output)  # <-
        d_weights2 = np.dot(self.layer1.T, delta)
        hidden = np.dot(delta, self.weights2.T) * sigmoid_derivative(self.layer1)
        d_weights1 = np.dot(self.input.T, hidden)
        self.weights1 += d_weights1
        self.weights2 += d_weights2


np.random.seed(5)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
nn = NeuralNetwork(X, y)
for i in range(3000):
    nn.feedforward()
    nn.backprop()
print(nn.output)
