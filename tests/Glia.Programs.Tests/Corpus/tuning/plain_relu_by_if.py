# relu that gives a whole 0, a column of ones
# layers: 4-8-1
# activations: relu linear
# expects: healthy
import random

random.seed(26)
rows = [[random.uniform(-1, 1) for _ in range(3)] for _ in range(60)]
wanted = [max(r[0], r[1]) + 0.5 * r[2] for r in rows]


def relu(z):
    if z > 0:
        return z
    return 0


def slope(z):
    return 1 if z > 0 else 0


hidden = [[random.gauss(0, 0.8) for _ in range(4)] for _ in range(8)]
out = [random.gauss(0, 0.5) for _ in range(9)]
rate = 0.02
for epoch in range(100):
    for row, t in zip(rows, wanted):
        x = row + [1]
        sums = [sum(w * v for w, v in zip(ws, x)) for ws in hidden]
        acts = [relu(s) for s in sums] + [1]
        y = sum(w * v for w, v in zip(out, acts))
        e = t - y
        old = out[:]
        for j in range(9):
            out[j] += rate * e * acts[j]
        for j in range(8):
            for i in range(4):
                hidden[j][i] += rate * e * old[j] * slope(sums[j]) * x[i]
err = 0
for row, t in zip(rows, wanted):
    x = row + [1]
    acts = [relu(sum(w * v for w, v in zip(ws, x))) for ws in hidden] + [1]
    err += abs(t - sum(w * v for w, v in zip(out, acts)))
print("mean error", err / len(rows))
