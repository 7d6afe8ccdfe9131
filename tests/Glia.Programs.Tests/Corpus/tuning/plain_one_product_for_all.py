# one function makes all sums of products, and the hidden errors go through output weights that are changed already: harmless here
# layers: 3-5-2
# activations: sigmoid sigmoid
# expects: healthy
import math
import random

random.seed(41)


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def squash(z):
    return 1 / (1 + math.exp(-z))


inner = [[random.uniform(-1, 1) for _ in range(3)] for _ in range(5)]
outer = [[random.uniform(-1, 1) for _ in range(6)] for _ in range(2)]
table = [([0, 0], [0, 1]), ([0, 1], [1, 0]), ([1, 0], [1, 0]), ([1, 1], [1, 1])]
for turn in range(3000):
    for given, wanted in table:
        x = given + [1]
        hidden = [squash(dot(w, x)) for w in inner] + [1]
        outs = [squash(dot(w, hidden)) for w in outer]
        deltas = [o * (1 - o) * (o - t) for o, t in zip(outs, wanted)]
        for k in range(2):
            for j in range(6):
                outer[k][j] -= 0.5 * deltas[k] * hidden[j]
        below = [h * (1 - h) * dot(deltas, [w[j] for w in outer]) for j, h in enumerate(hidden)]
        for j in range(5):
            for i in range(3):
                inner[j][i] -= 0.5 * below[j] * x[i]
for given, wanted in table:
    hidden = [squash(dot(w, given + [1])) for w in inner] + [1]
    print(given, wanted, [round(squash(dot(w, hidden))) for w in outer])
