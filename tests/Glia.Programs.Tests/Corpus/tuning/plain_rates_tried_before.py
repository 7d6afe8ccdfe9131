# layers: 2-1
# activations: sigmoid
# expects: healthy
import math
import random

random.seed(8)
rows = []
for _ in range(50):
    x = [random.gauss(0, 1), random.gauss(0, 1)]
    rows.append((x, 1 if 2 * x[0] - x[1] + 0.3 > 0 else 0))


# A few rounds at each rate, from the same weights, and then many at the best.
def train(rate, rounds):
    w = [0.01, -0.02]
    b = 0.0
    for _ in range(rounds):
        loss = 0
        for x, t in rows:
            p = 1 / (1 + math.exp(-(w[0] * x[0] + w[1] * x[1] + b)))
            loss -= math.log(p if t else 1 - p)
            e = p - t
            w[0] -= rate * e * x[0]
            w[1] -= rate * e * x[1]
            b -= rate * e
    return loss / len(rows), w, b


best = min([1e-5, 1e-3, 0.1], key=lambda rate: train(rate, 2)[0])
loss, w, b = train(best, 100)
print(best, loss, sum((w[0] * x[0] + w[1] * x[1] + b > 0) == bool(t) for x, t in rows) / 50)
