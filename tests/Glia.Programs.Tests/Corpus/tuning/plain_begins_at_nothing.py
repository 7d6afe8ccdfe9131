# lists; the first row is of zeros, and the biases begin at zero, so that the first sums say nothing of the functions behind them
# layers: 2-3-1
# activations: tanh sigmoid
# expects: healthy
import math
import random

random.seed(3)
inside = [[random.gauss(0, 1) for _ in range(3)] for _ in range(2)]
offsets = [0.0, 0.0, 0.0]
across = [random.gauss(0, 1) for _ in range(3)]
offset = 0.0
ROWS = [([0.0, 0.0], 0.0), ([0.0, 1.0], 1.0), ([1.0, 0.0], 1.0), ([1.0, 1.0], 1.0)]

for turn in range(600):
    for x, y in ROWS:
        middle = []
        for j in range(3):
            s = offsets[j]
            for i in range(2):
                s = s + x[i] * inside[i][j]
            middle.append(math.tanh(s))
        s = offset
        for j in range(3):
            s = s + middle[j] * across[j]
        guess = 1 / (1 + math.exp(-s))
        d = guess - y
        back = [d * across[j] * (1 - middle[j] ** 2) for j in range(3)]
        for j in range(3):
            across[j] = across[j] - 0.3 * d * middle[j]
        offset = offset - 0.3 * d
        for i in range(2):
            for j in range(3):
                inside[i][j] = inside[i][j] - 0.3 * back[j] * x[i]
        for j in range(3):
            offsets[j] = offsets[j] - 0.3 * back[j]
print(guess)
