# layers: 3-3-1
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(15)
X = np.matrix([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
Y = np.matrix([[0], [1], [1], [1]], dtype=float)
ones = np.ones((4, 1))
X = np.hstack((ones, X))
W1, W2 = np.matrix(np.random.randn(3, 3)), np.matrix(np.random.randn(4, 1))
for epoch in range(2000):
    h = 1 / (1 + np.exp(-X * W1))
    hb = np.hstack((ones, h))
    o = 1 / (1 + np.exp(-hb * W2))
    d2 = np.multiply(Y - o, np.multiply(o, 1 - o))
    d1 = np.multiply((d2 * W2.T)[:, 1:], np.multiply(h, 1 - h))
    W2 += 0.5 * hb.T * d2
    W1 += 0.5 * X.T * d1
print(o)
