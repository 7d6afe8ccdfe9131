# layers: 3-1
# activations: sigmoid
# expects: GLIA066
import math
import random

random.seed(21)
rows = []
for _ in range(60):
    mark = random.choice([0, 1])
    rows.append(([random.gauss(2 * mark, 1), random.gauss(-mark, 1), random.gauss(0, 1)], mark))
w = [0.1, -0.1, 0.05]
bias = 0.0
for epoch in range(30):
    for x, t in rows:
        p = 1 / (1 + math.exp(-(w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + bias)))
        for i in range(3):
            w[i] -= 1e-7 * (p - t) * x[i]
        bias -= 1e-7 * (p - t)
print(w, bias)
