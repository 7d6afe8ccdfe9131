# layers: 2-4-1
# activations: tanh tanh
# expects: healthy
import numpy as np

np.random.seed(12)
X = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]], dtype=float)
T = np.array([[-1], [1], [1], [-1]], dtype=float)
A, a = np.random.uniform(-1, 1, (2, 4)), np.zeros((1, 4))
B, b = np.random.uniform(-1, 1, (4, 1)), np.zeros((1, 1))


def f(z):
    return 2 / (1 + np.exp(-z)) - 1


for step in range(3000):
    h = f(X.dot(A) + a)
    o = f(h.dot(B) + b)
    do = (o - T) * 0.5 * (1 + o) * (1 - o)
    dh = do.dot(B.T) * 0.5 * (1 + h) * (1 - h)
    B -= 0.3 * h.T.dot(do)
    b -= 0.3 * do.sum(0)
    A -= 0.3 * X.T.dot(dh)
    a -= 0.3 * dh.sum(0)
print(np.mean((o - T) ** 2))
