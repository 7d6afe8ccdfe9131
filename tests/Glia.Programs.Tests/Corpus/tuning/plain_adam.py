# Adam in a function
# layers: 2-6-1
# activations: tanh sigmoid
# expects: healthy
import math
import random

random.seed(15)
X = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
Y = [0.0, 1.0, 1.0, 0.0]
H = 6
W1 = [[random.gauss(0, 1) for _ in range(2)] for _ in range(H)]
W2 = [random.gauss(0, 1) for _ in range(H)]
b1, b2 = [0.0 for _ in range(H)], 0.0
m1 = [[0.0, 0.0] for _ in range(H)]
v1 = [[0.0, 0.0] for _ in range(H)]
m2, v2 = [0.0] * H, [0.0] * H
mb1, vb1 = [0.0] * H, [0.0] * H
mb2 = vb2 = 0.0
lr, beta1, beta2, eps = 0.05, 0.9, 0.999, 1e-8


def adam(w, g, m, v, t):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    mh = m / (1 - beta1 ** t)
    vh = v / (1 - beta2 ** t)
    return w - lr * mh / (math.sqrt(vh) + eps), m, v


for t in range(1, 401):
    g1 = [[0.0, 0.0] for _ in range(H)]
    gb1, g2, gb2 = [0.0] * H, [0.0] * H, 0.0
    for x, y in zip(X, Y):
        h = [math.tanh(W1[j][0] * x[0] + W1[j][1] * x[1] + b1[j]) for j in range(H)]
        out = 1 / (1 + math.exp(-(sum(W2[j] * h[j] for j in range(H)) + b2)))
        d = out - y
        gb2 += d
        for j in range(H):
            g2[j] += d * h[j]
            dh = d * W2[j] * (1 - h[j] ** 2)
            gb1[j] += dh
            g1[j][0] += dh * x[0]
            g1[j][1] += dh * x[1]
    for j in range(H):
        W2[j], m2[j], v2[j] = adam(W2[j], g2[j], m2[j], v2[j], t)
        b1[j], mb1[j], vb1[j] = adam(b1[j], gb1[j], mb1[j], vb1[j], t)
        for i in range(2):
            W1[j][i], m1[j][i], v1[j][i] = adam(W1[j][i], g1[j][i], m1[j][i], v1[j][i], t)
    b2, mb2, vb2 = adam(b2, gb2, mb2, vb2, t)
for x, y in zip(X, Y):
    h = [math.tanh(W1[j][0] * x[0] + W1[j][1] * x[1] + b1[j]) for j in range(H)]
    print(x, y, round(1 / (1 + math.exp(-(sum(W2[j] * h[j] for j in range(H)) + b2)))))
