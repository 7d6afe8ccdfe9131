# layers: 2-8-2
# activations: tanh softmax
# expects: healthy
# After each step the mean of the biases is taken from them, which changes nothing of a softmax.
import numpy as np

rng = np.random.RandomState(17)
X = rng.randn(300, 2)
t = (X[:, 0] > np.abs(X[:, 1])).astype(int)
Y = np.eye(2)[t]
W1, b1 = rng.randn(2, 8), np.zeros(8)
W2, b2 = rng.randn(8, 2) * 0.5, np.array([0.4, -0.1])
for step in range(1500):
    h = np.tanh(X.dot(W1) + b1)
    z = np.exp(h.dot(W2) + b2)
    p = z / z.sum(axis=1, keepdims=True)
    e = (p - Y) / len(X)
    d = e.dot(W2.T) * (1 - h ** 2)
    W2 -= 0.5 * h.T.dot(e)
    b2 -= 0.5 * e.sum(axis=0)
    b2 -= b2.mean()
    W1 -= 0.5 * X.T.dot(d)
    b1 -= 0.5 * d.sum(axis=0)
print((p.argmax(axis=1) == t).mean())
