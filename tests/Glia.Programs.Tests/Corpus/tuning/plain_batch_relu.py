# layers: 2-5-1
# activations: relu sigmoid
# expects: healthy
import math
import random

random.seed(11)


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def relu(x):
    return max(0.0, x)


points = []
for _ in range(40):
    x, y = random.uniform(-1, 1), random.uniform(-1, 1)
    points.append(([x, y], 1 if x * y > 0 else 0))
W1 = [[random.gauss(0, 1) for _ in range(2)] for _ in range(5)]
b1 = [0.0] * 5
W2 = [random.gauss(0, 0.6) for _ in range(5)]
b2 = 0.0
lr = 0.5
for step in range(400):
    gW1 = [[0.0, 0.0] for _ in range(5)]
    gb1 = [0.0] * 5
    gW2 = [0.0] * 5
    gb2 = 0.0
    loss = 0.0
    for p, t in points:
        z = [dot(W1[k], p) + b1[k] for k in range(5)]
        h = [relu(v) for v in z]
        o = 1 / (1 + math.exp(-(dot(W2, h) + b2)))
        loss -= math.log(o if t else 1 - o)
        d = o - t
        gb2 += d
        for k in range(5):
            gW2[k] += d * h[k]
            if z[k] > 0:
                gb1[k] += d * W2[k]
                for i in range(2):
                    gW1[k][i] += d * W2[k] * p[i]
    n = len(points)
    b2 -= lr * gb2 / n
    for k in range(5):
        W2[k] -= lr * gW2[k] / n
        b1[k] -= lr * gb1[k] / n
        for i in range(2):
            W1[k][i] -= lr * gW1[k][i] / n
    if step % 50 == 0:
        print(step, loss / n)
