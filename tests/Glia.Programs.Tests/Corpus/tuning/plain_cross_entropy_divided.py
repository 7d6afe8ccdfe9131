# the slope of the cross-entropy, -(y / p) + (1 - y) / (1 - p)
# layers: 2-8-1
# activations: sigmoid sigmoid
# expects: healthy
import math
import random

random.seed(24)


def sigmoid(x):
    return 1.0 / (1.0 + math.exp(-x))


data = [([random.random() * 2 - 1, random.random() * 2 - 1], 0) for _ in range(60)]
data = [(x, 1 if x[0] * x[0] + x[1] * x[1] < 0.5 else 0) for x, _ in data]
W = [[random.uniform(-2, 2) for _ in range(2)] for _ in range(8)]
B = [random.uniform(-1, 1) for _ in range(8)]
V = [random.uniform(-1, 1) for _ in range(8)]
C = 0.0
for epoch in range(400):
    random.shuffle(data)
    for x, y in data:
        h = [sigmoid(W[j][0] * x[0] + W[j][1] * x[1] + B[j]) for j in range(8)]
        p = sigmoid(sum(V[j] * h[j] for j in range(8)) + C)
        slope = -(y / p) + (1 - y) / (1 - p)
        d = slope * p * (1 - p)
        for j in range(8):
            back = d * V[j] * h[j] * (1 - h[j])
            V[j] -= 0.3 * d * h[j]
            W[j][0] -= 0.3 * back * x[0]
            W[j][1] -= 0.3 * back * x[1]
            B[j] -= 0.3 * back
        C -= 0.3 * d
ok = 0
for x, y in data:
    h = [sigmoid(W[j][0] * x[0] + W[j][1] * x[1] + B[j]) for j in range(8)]
    ok += round(sigmoid(sum(V[j] * h[j] for j in range(8)) + C)) == y
print(ok / len(data))
