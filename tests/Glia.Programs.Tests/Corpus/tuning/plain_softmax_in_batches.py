# batches of ten, weights of 0.0
# layers: 4-3
# activations: softmax
# expects: healthy
import math
import random

random.seed(14)
K, D = 3, 4
true = [[random.gauss(0, 1) for _ in range(D)] for _ in range(K)]
X = [[random.gauss(0, 1) for _ in range(D)] for _ in range(150)]
T = []
for x in X:
    s = [sum(a * b for a, b in zip(t, x)) for t in true]
    T.append(s.index(max(s)))
W = [[0.0 for _ in range(D)] for _ in range(K)]
B = [0.0 for _ in range(K)]


def probabilities(x):
    z = []
    for k in range(K):
        s = B[k]
        for d in range(D):
            s += W[k][d] * x[d]
        z.append(s)
    m = max(z)
    e = []
    for k in range(K):
        e.append(math.exp(z[k] - m))
    total = 0.0
    for v in e:
        total += v
    for k in range(K):
        e[k] /= total
    return e


for epoch in range(40):
    order = list(range(len(X)))
    random.shuffle(order)
    for start in range(0, len(X), 10):
        GW = [[0.0] * D for _ in range(K)]
        GB = [0.0] * K
        for i in order[start:start + 10]:
            p = probabilities(X[i])
            for k in range(K):
                e = p[k] - (1 if k == T[i] else 0)
                for d in range(D):
                    GW[k][d] += e * X[i][d]
                GB[k] += e
        for k in range(K):
            for d in range(D):
                W[k][d] -= 0.5 * GW[k][d] / 10
            B[k] -= 0.5 * GB[k] / 10
good = 0
for x, t in zip(X, T):
    p = probabilities(x)
    if p.index(max(p)) == t:
        good += 1
print(good / len(X))
