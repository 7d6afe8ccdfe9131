# layers: 2-4-3-1
# activations: tanh tanh sigmoid
# expects: healthy
import random
from math import exp, tanh

random.seed(8)


def make(n_in, n_out):
    return {"w": [[random.uniform(-0.7, 0.7) for _ in range(n_in)] for _ in range(n_out)], "b": [0.0 for _ in range(n_out)]}


def forward(layers, x):
    outs = [x]
    for index, layer in enumerate(layers):
        nxt = []
        for row, bias in zip(layer["w"], layer["b"]):
            z = bias
            for weight, value in zip(row, outs[-1]):
                z = z + weight * value
            nxt.append(tanh(z) if index < len(layers) - 1 else 1.0 / (1.0 + exp(-z)))
        outs.append(nxt)
    return outs


layers = [make(2, 4), make(4, 3), make(3, 1)]
points = [[random.uniform(-1, 1), random.uniform(-1, 1)] for _ in range(50)]
labels = [1.0 if a * a + b * b < 0.5 else 0.0 for a, b in points]
eta = 0.2
for epoch in range(40):
    wrong = 0
    for point, label in zip(points, labels):
        outs = forward(layers, point)
        deltas = [outs[-1][0] - label]
        wrong += int((outs[-1][0] > 0.5) != (label > 0.5))
        for index in range(len(layers) - 1, -1, -1):
            layer, below = layers[index], outs[index]
            lower = []
            for j in range(len(below)):
                back = 0.0
                for i in range(len(deltas)):
                    back += layer["w"][i][j] * deltas[i]
                lower.append(back * (1.0 - below[j] * below[j]))
            for i in range(len(deltas)):
                for j in range(len(below)):
                    layer["w"][i][j] = layer["w"][i][j] - eta * deltas[i] * below[j]
                layer["b"][i] = layer["b"][i] - eta * deltas[i]
            deltas = lower
    print("epoch", epoch, "wrong", wrong)
