# layers: 4-3-2
# activations: sigmoid sigmoid
# expects: healthy
import math
import random


def matvec(m, v):
    return [sum([m[i][j] * v[j] for j in range(len(v))]) for i in range(len(m))]


def add(a, b):
    return [p + q for p, q in zip(a, b)]


def squash(v):
    return [1 / (1 + math.exp(-x)) for x in v]


class Net:
    def __init__(self):
        rnd = random.Random(12)
        self.a = [[rnd.uniform(-1, 1) for _ in range(4)] for _ in range(3)]
        self.p = [rnd.uniform(-1, 1) for _ in range(3)]
        self.b = [[rnd.uniform(-1, 1) for _ in range(3)] for _ in range(2)]
        self.q = [rnd.uniform(-1, 1) for _ in range(2)]

    def train(self, x, t, rate):
        h = squash(add(matvec(self.a, x), self.p))
        o = squash(add(matvec(self.b, h), self.q))
        e = [u - v for u, v in zip(o, t)]
        d = [k * u * (1 - u) for k, u in zip(e, o)]
        g = [sum(self.b[k][j] * d[k] for k in range(2)) * h[j] * (1 - h[j]) for j in range(3)]
        for k in range(2):
            for j in range(3):
                self.b[k][j] -= rate * d[k] * h[j]
            self.q[k] -= rate * d[k]
        for j in range(3):
            for i in range(4):
                self.a[j][i] -= rate * g[j] * x[i]
            self.p[j] -= rate * g[j]
        return sum(k * k for k in e)


patterns = [([1, 0, 0, 0], [0, 0]), ([0, 1, 0, 0], [0, 1]), ([0, 0, 1, 0], [1, 0]), ([0, 0, 0, 1], [1, 1])]
net = Net()
for n in range(3000):
    loss = sum(net.train(x, t, 0.8) for x, t in patterns)
    if n % 500 == 0:
        print(n, loss)
