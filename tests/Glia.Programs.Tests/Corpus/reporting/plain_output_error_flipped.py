# layers: 2-3-1
# activations: sigmoid sigmoid
# expects: GLIA048
import math
import random

random.seed(21)
sig = lambda x: 1 / (1 + math.exp(-x))
w1 = [[random.uniform(-1, 1) for j in range(3)] for i in range(2)]
b1 = [random.uniform(-1, 1) for j in range(3)]
w2 = [random.uniform(-1, 1) for j in range(3)]
b2 = random.uniform(-1, 1)
examples = [((0.0, 0.0), 0.0), ((0.0, 1.0), 1.0), ((1.0, 0.0), 1.0), ((1.0, 1.0), 1.0)]
for epoch in range(2000):
    for x, y in examples:
        h = []
        for j in range(3):
            h.append(sig(x[0] * w1[0][j] + x[1] * w1[1][j] + b1[j]))
        out = b2
        for j in range(3):
            out += h[j] * w2[j]
        out = sig(out)
        d_out = (y - out) * out * (1 - out)
        for j in range(3):
            d_h = d_out * w2[j] * h[j] * (1 - h[j])
            w2[j] -= 0.5 * d_out * h[j]  # <-
            b1[j] -= 0.5 * d_h  # <-
            for i in range(2):
                w1[i][j] -= 0.5 * d_h * x[i]  # <-
        b2 -= 0.5 * d_out  # <-
