# layers: 3-6-1
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(8)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]])
T = np.array([[0], [1], [1], [0.0]])
f = lambda z: 1 / (1 + np.exp(-z))
W1 = np.random.uniform(-1, 1, (3, 6))
W2 = np.random.uniform(-1, 1, (7, 1))
ones = np.ones((4, 1))
for i in range(10000):
    inp = np.hstack([X, ones])
    hid = f(inp.dot(W1))
    hid1 = np.hstack([hid, ones])
    out = f(hid1.dot(W2))
    delta2 = (out - T) * out * (1 - out)
    delta1 = delta2.dot(W2[:-1].T) * hid * (1 - hid)
    W2 = W2 - 2.0 * hid1.T.dot(delta2)
    W1 = W1 - 2.0 * inp.T.dot(delta1)
print(out)
