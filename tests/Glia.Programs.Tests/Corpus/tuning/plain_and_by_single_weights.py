# layers: 2-1-1
# activations: sigmoid sigmoid
# expects: healthy
import math
import random

random.seed(1)


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


inputs, targets = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]
w1, w2, w3 = random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(-1, 1)
b1, b2 = random.uniform(-1, 1), random.uniform(-1, 1)
for epoch in range(3000):
    for i in range(4):
        x1, x2 = inputs[i]
        h = sigmoid(x1 * w1 + x2 * w2 + b1)
        y_hat = sigmoid(h * w3 + b2)
        error = targets[i] - y_hat
        delta_o = error * y_hat * (1 - y_hat)
        delta_h = delta_o * w3 * h * (1 - h)
        w3 += 0.5 * delta_o * h
        b2 += 0.5 * delta_o
        w1 += 0.5 * delta_h * x1
        w2 += 0.5 * delta_h * x2
        b1 += 0.5 * delta_h
print(w1, w2, w3)
