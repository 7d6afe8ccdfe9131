# layers: 2-4-1
# activations: tanh linear
# expects: healthy
# Plain numbers; targets are scaled anew for each step, and all errors are kept in one list that the next row uses again.
import math
import random

random.seed(2)
rows = [[random.uniform(-1, 1), random.uniform(-1, 1)] for _ in range(40)]
wanted = [3 * a - 2 * b * b for a, b in rows]
w1 = [[random.uniform(-1, 1) for _ in range(2)] for _ in range(4)]
b1 = [0.0 for _ in range(4)]
w2 = [random.uniform(-1, 1) for _ in range(4)]
b2 = 0.0
hidden = [0.0] * 4
back = [0.0] * 4
for epoch in range(300):
    for row, y in zip(rows, wanted):
        goal = y / 5.0
        for i in range(4):
            total = b1[i]
            for j in range(2):
                total += w1[i][j] * row[j]
            hidden[i] = math.tanh(total)
        out = b2
        for i in range(4):
            out += w2[i] * hidden[i]
        error = out - goal
        for i in range(4):
            back[i] = error * w2[i] * (1 - hidden[i] * hidden[i])
        b2 -= 0.1 * error
        for i in range(4):
            w2[i] -= 0.1 * error * hidden[i]
            b1[i] -= 0.1 * back[i]
            for j in range(2):
                w1[i][j] -= 0.1 * back[i] * row[j]
print(abs(error))
