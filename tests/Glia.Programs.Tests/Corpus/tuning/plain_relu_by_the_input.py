# the mask asks the input, and not the sum
# layers: 2-8-3
# activations: relu softmax
# expects: GLIA056
import math
import random

random.seed(7)


def blobs(n):
    data = []
    for _ in range(n):
        c = random.choice([0, 1, 2])
        a = 2 * math.pi * c / 3
        data.append(([2 * math.cos(a) + random.gauss(0, 0.5), 2 * math.sin(a) + random.gauss(0, 0.5)], c))
    return data


class Net:
    def __init__(self, n_in, n_hid, n_out):
        self.w1 = [[random.gauss(0, 1) for _ in range(n_in)] for _ in range(n_hid)]
        self.b1 = [0.0 for _ in range(n_hid)]
        self.w2 = [[random.gauss(0, 0.5) for _ in range(n_hid)] for _ in range(n_out)]
        self.b2 = [0.0 for _ in range(n_out)]

    def forward(self, x):
        self.x = x
        self.z1 = [sum(w * xi for w, xi in zip(ws, x)) + b for ws, b in zip(self.w1, self.b1)]
        self.h = [max(0.0, z) for z in self.z1]
        self.z2 = [sum(w * hi for w, hi in zip(ws, self.h)) + b for ws, b in zip(self.w2, self.b2)]
        exps = [math.exp(z) for z in self.z2]
        s = sum(exps)
        self.p = [e / s for e in exps]
        return self.p

    def backward(self, label, lr):
        g = list(self.p)
        g[label] -= 1
        gh = [sum(g[k] * self.w2[k][j] for k in range(len(g))) for j in range(len(self.h))]  # <-
        for k in range(len(g)):
            for j in range(len(self.h)):
                self.w2[k][j] -= lr * g[k] * self.h[j]
            self.b2[k] -= lr * g[k]
        for j in range(len(self.h)):
            if self.x[0] <= 0:  # <-
                continue
            for i in range(len(self.x)):
                self.w1[j][i] -= lr * gh[j] * self.x[i]
            self.b1[j] -= lr * gh[j]


train, test = blobs(120), blobs(60)
net = Net(2, 8, 3)
for epoch in range(30):
    random.shuffle(train)
    loss = 0
    for x, c in train:
        loss -= math.log(net.forward(x)[c])
        net.backward(c, 0.05)
hits = 0
for x, c in test:
    out = net.forward(x)
    if max(range(3), key=lambda k: out[k]) == c:
        hits += 1
print("test accuracy", hits / len(test))
