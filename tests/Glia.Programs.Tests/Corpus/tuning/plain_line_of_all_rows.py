# layers: 1-1
# activations: linear
# expects: healthy
import random

random.seed(2)
X = [random.uniform(-1, 1) for i in range(40)]
Y = [2.0 * x + 0.5 + random.gauss(0, 0.1) for x in X]


def gradient_descent(X, Y, w, b, alpha):
    dl_dw = 0.0
    dl_db = 0.0
    N = len(X)
    for i in range(N):
        dl_dw += -1 * X[i] * (Y[i] - (w * X[i] + b))
        dl_db += -1 * (Y[i] - (w * X[i] + b))
    w = w - (1 / float(N)) * dl_dw * alpha
    b = b - (1 / float(N)) * dl_db * alpha
    return w, b


w, b = 0.0, 0.0
for i in range(400):
    w, b = gradient_descent(X, Y, w, b, 0.5)
print(w, b)
