# a decay beside the gradient, weights that begin as 0, sixteen rows of a sample
# layers: 2-1
# activations: sigmoid
# expects: healthy
import math, random
random.seed(36)
pts = [([random.gauss(1, 1), random.gauss(1, 1)], 1) for _ in range(50)] + [([random.gauss(-1, 1), random.gauss(-1, 1)], 0) for _ in range(50)]
w, b = [0, 0], 0
def p(x): return 1 / (1 + math.exp(-(sum(wi * xi for wi, xi in zip(w, x)) + b)))
for e in range(100):
    batch = random.sample(pts, 16)
    gw, gb = [0, 0], 0
    for x, y in batch:
        d = p(x) - y
        gb += d / 16
        for i in range(2): gw[i] += d * x[i] / 16
    for i in range(2): w[i] -= 0.5 * (gw[i] + 0.001 * w[i])
    b -= 0.5 * gb
    loss = -sum(y * math.log(p(x)) + (1 - y) * math.log(1 - p(x)) for x, y in pts) / len(pts)
print(loss, sum(round(p(x)) == y for x, y in pts) / 100)
