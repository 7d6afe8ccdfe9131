# layers: 2-4-1
# activations: sigmoid sigmoid
# expects: healthy
import math
import random

random.seed(3)


def sigmoid(x):
    return 1.0 / (1.0 + math.exp(-x))


data = [([0, 0], 0), ([0, 1], 1), ([1, 0], 1), ([1, 1], 0)]
hidden = [[random.uniform(-1, 1) for _ in range(3)] for _ in range(4)]
output = [random.uniform(-1, 1) for _ in range(5)]
rate = 0.5
for epoch in range(5000):
    total = 0
    for inputs, target in data:
        outs = []
        for weights in hidden:
            s = weights[-1]
            for i in range(len(inputs)):
                s += weights[i] * inputs[i]
            outs.append(sigmoid(s))
        s = output[-1]
        for i in range(len(outs)):
            s += output[i] * outs[i]
        answer = sigmoid(s)
        error = target - answer
        total += error ** 2
        delta = error * answer * (1 - answer)
        deltas = [output[i] * delta * outs[i] * (1 - outs[i]) for i in range(4)]
        for i in range(4):
            output[i] += rate * delta * outs[i]
        output[-1] += rate * delta
        for j in range(4):
            for i in range(2):
                hidden[j][i] += rate * deltas[j] * inputs[i]
            hidden[j][-1] += rate * deltas[j]
    if epoch % 1000 == 0:
        print(epoch, total)
