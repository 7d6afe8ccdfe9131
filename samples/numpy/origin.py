"""The network of the question "my network always predicts the same class", in numpy: 784-200-200-10, relu, softmax, backpropagation by
hand, one random sample a step. Each of its five faults can be mended by name.

    python3 origin.py digits.npz trace.npz [--epochs 5] [--steps 2000] [--mend accuracy,relu,weights,rate,loss | --mend all]

digits.npz holds x_train, y_train, x_test, y_test, as `glia export mnist digits.npz` writes it, or pixels from 0 to 1 in rows, and class
numbers. trace.npz is for `glia doctor trace.npz`.
"""
import argparse

import numpy as np

from trace import write_trace

FAULTS = ("accuracy", "relu", "weights", "rate", "loss")


class NeuralNetwork:
    def __init__(self, mended=()):
        self.mended = set(mended)
        self.learning_rate = 0.01 if "rate" in self.mended else 1e-6
        for i, (inputs, outputs) in enumerate([(784, 200), (200, 200), (200, 10)], 1):
            w, b = np.random.randn(inputs, outputs), np.random.randn(1, outputs)
            if "weights" in self.mended:
                w, b = w * np.sqrt(2 / inputs), np.zeros((1, outputs))
            setattr(self, f"w{i}", w)
            setattr(self, f"b{i}", b)

    def relu(self, z):
        return np.maximum(0, z)

    def softmax(self, z):
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def relu_derivative(self, gradient, activation):
        if "relu" in self.mended:
            return gradient * (activation > 0)
        gradient = gradient.copy()
        gradient[gradient <= 0] = 0
        return gradient

    def feed_forward(self, x):
        self.x = x
        self.layer1 = self.relu(x @ self.w1 + self.b1)
        self.layer2 = self.relu(self.layer1 @ self.w2 + self.b2)
        self.output = self.softmax(self.layer2 @ self.w3 + self.b3)
        return self.output

    def back_propagation(self, y):
        delta3 = self.output - y
        delta2 = self.relu_derivative(delta3 @ self.w3.T, self.layer2)
        delta1 = self.relu_derivative(delta2 @ self.w2.T, self.layer1)
        self.dw3, self.db3 = self.layer2.T @ delta3, delta3
        self.dw2, self.db2 = self.layer1.T @ delta2, delta2
        self.dw1, self.db1 = self.x.T @ delta1, delta1

    def update(self):
        for i in (1, 2, 3):
            setattr(self, f"w{i}", getattr(self, f"w{i}") - self.learning_rate * getattr(self, f"dw{i}"))
            setattr(self, f"b{i}", getattr(self, f"b{i}") - self.learning_rate * getattr(self, f"db{i}"))

    def cross_entropy(self, prediction, y):
        p = np.clip(prediction, 1e-12, 1 - 1e-12)
        if "loss" in self.mended:
            return -np.sum(y * np.log(p))
        return -np.sum(y @ np.log(p).T + (1 - y) @ np.log(1 - p).T)

    def accuracy(self, x, y):
        self.predictions = np.zeros(len(x), int)
        for i in range(len(x)):
            layer1 = self.relu(x[i:i + 1] @ self.w1 + self.b1)
            if "accuracy" in self.mended:
                layer2 = self.relu(layer1 @ self.w2 + self.b2)
                output = self.softmax(layer2 @ self.w3 + self.b3)
                self.predictions[i] = output.argmax()
            else:
                layer2 = self.relu(self.layer1 @ self.w2 + self.b2)
                self.predictions[i] = self.output.argmax()
        return np.mean(self.predictions == y)

    def train(self, x, y, steps):
        for _ in range(steps):
            i = np.random.randint(len(x))
            self.feed_forward(x[i:i + 1])
            self.back_propagation(y[i:i + 1])
            self.update()


def rows(images):
    """Images of bytes as rows of numbers from 0 to 1; rows of numbers as they are."""
    return images.reshape(len(images), -1) / (255.0 if images.dtype == np.uint8 else 1.0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("digits")
    parser.add_argument("trace")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--mend", default="")
    arguments = parser.parse_args()
    np.random.seed(1)
    digits = np.load(arguments.digits)
    x, labels = rows(digits["x_train"]), digits["y_train"]
    y = np.eye(10)[labels]
    test_x, test_y = rows(digits["x_test"]), digits["y_test"]
    net = NeuralNetwork(FAULTS if arguments.mend == "all" else arguments.mend.split(","))
    for epoch in range(arguments.epochs):
        net.train(x, y, arguments.steps)
        print("epoch", epoch + 1, "accuracy", net.accuracy(test_x, test_y))
    # A row that is answered wrong: the gradient of one that is right is next to nothing.
    wrong = next((i for i in range(len(x)) if net.feed_forward(x[i:i + 1]).argmax() != labels[i]), 0)
    write_trace(arguments.trace, net, x[wrong:wrong + 1], y[wrong:wrong + 1], test_x, test_y)


if __name__ == "__main__":
    main()
