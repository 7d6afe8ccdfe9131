# layers: 2-3-1
# activations: sigmoid sigmoid
# expects: healthy
import math
import random

random.seed(4)
rows = []
for _ in range(60000):
    a, b = random.random() * 10, random.random() * 10
    rows.append([(a - 5) / 2.9, (b - 5) / 2.9, 1.0 if a * 1.5 + b > 12 else 0.0])

hidden = [[random.uniform(-0.8, 0.8) for _ in range(3)] for _ in range(3)]
last = [random.uniform(-0.8, 0.8) for _ in range(4)]


def squash(z):
    return 1 / (1 + math.exp(-z))


for x, y, wanted in rows:
    h = [squash(w[0] * x + w[1] * y + w[2]) for w in hidden]
    out = squash(last[0] * h[0] + last[1] * h[1] + last[2] * h[2] + last[3])
    d = out - wanted
    below = [d * last[i] * h[i] * (1 - h[i]) for i in range(3)]
    for i in range(3):
        last[i] -= 0.2 * d * h[i]
        hidden[i][0] -= 0.2 * below[i] * x
        hidden[i][1] -= 0.2 * below[i] * y
        hidden[i][2] -= 0.2 * below[i]
    last[3] -= 0.2 * d

print(out, wanted)
