# a softmax over a list, less its largest number
# layers: 2-3
# activations: softmax
# expects: healthy
import math
import random

random.seed(3)
CENTRES = [(0.0, 2.0), (2.0, -1.0), (-2.0, -1.0)]
rows, labels = [], []
for _ in range(90):
    k = random.randrange(3)
    rows.append([CENTRES[k][0] + random.gauss(0, 0.6), CENTRES[k][1] + random.gauss(0, 0.6)])
    labels.append([1.0 if j == k else 0.0 for j in range(3)])


def softmax(scores):
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    total = sum(powers)
    return [p / total for p in powers]


W = [[random.uniform(-0.1, 0.1) for _ in range(2)] for _ in range(3)]
b = [0.0, 0.0, 0.0]
for epoch in range(60):
    for x, y in zip(rows, labels):
        scores = [sum(w * v for w, v in zip(W[k], x)) + b[k] for k in range(3)]
        p = softmax(scores)
        for k in range(3):
            d = p[k] - y[k]
            for j in range(2):
                W[k][j] -= 0.1 * d * x[j]
            b[k] -= 0.1 * d
right = 0
for x, y in zip(rows, labels):
    p = softmax([sum(w * v for w, v in zip(W[k], x)) + b[k] for k in range(3)])
    right += p.index(max(p)) == y.index(max(y))
print("accuracy", right / len(rows))
