# layers: 4-4-4-1
# activations: tanh tanh linear
# expects: healthy
import numpy as np

rng = np.random.RandomState(17)
x = rng.randn(120, 4)
y = np.sin(x[:, :1]) + 0.5 * x[:, 1:2] * x[:, 2:3]
params = {}
for n, (a, b) in enumerate([(4, 4), (4, 4), (4, 1)], 1):
    params["W%d" % n] = rng.randn(a, b) * 0.5
    params["b%d" % n] = np.zeros([1, b])


def forward(rows):
    caches = {"A0": rows}
    for n in (1, 2, 3):
        z = np.dot(caches["A%d" % (n - 1)], params["W%d" % n]) + params["b%d" % n]
        caches["A%d" % n] = np.tanh(z) if n < 3 else z
    return caches


for epoch in range(500):
    caches = forward(x)
    delta = 2 * (caches["A3"] - y) / len(x)
    grads = {}
    for n in (3, 2, 1):
        # Kept as [out, in], and turned where it is used: a square one would not show it.
        grads["W%d" % n] = np.dot(delta.T, caches["A%d" % (n - 1)])
        grads["b%d" % n] = delta.sum(axis=0, keepdims=True)
        delta = np.dot(delta, params["W%d" % n].T) * (1 - caches["A%d" % (n - 1)] ** 2)
    for n in (1, 2, 3):
        params["W%d" % n] -= 0.1 * grads["W%d" % n].T
        params["b%d" % n] -= 0.1 * grads["b%d" % n]
    if epoch % 100 == 0:
        print(epoch, np.mean((caches["A3"] - y) ** 2))
