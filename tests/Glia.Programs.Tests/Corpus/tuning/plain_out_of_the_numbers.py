# layers: 2-4-1
# activations: tanh linear
# expects: GLIA065
import math
import random

random.seed(9)
rows = [[random.uniform(-1, 1), random.uniform(-1, 1)] for _ in range(80)]
wanted = [2 * a - b + 0.5 for a, b in rows]
W = [[random.uniform(-1, 1), random.uniform(-1, 1)] for _ in range(4)]
B = [0.0] * 4
V = [random.uniform(-1, 1) for _ in range(4)]
c = 0.0
rate = 1.5
for epoch in range(30):
    for x, t in zip(rows, wanted):
        h = [math.tanh(w[0] * x[0] + w[1] * x[1] + b) for w, b in zip(W, B)]
        e = sum(v * a for v, a in zip(V, h)) + c - t
        for j in range(4):
            d = e * V[j] * (1 - h[j] ** 2)
            V[j] -= rate * e * h[j]
            B[j] -= rate * d
            W[j][0] -= rate * d * x[0]
            W[j][1] -= rate * d * x[1]
        c -= rate * e
    print(epoch, e * e)
