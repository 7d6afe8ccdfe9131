# layers: 4-8-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

np.random.seed(16)
X = np.random.randn(150, 4)
t = (X[:, [0]] + X[:, [1]] > 0.3).astype(float)
sizes = [4, 8, 1]
weights = [np.random.randn(a, b) / np.sqrt(a) for a, b in zip(sizes, sizes[1:])]
biases = [np.zeros((1, b)) for b in sizes[1:]]
for it in range(800):
    acts = [X]
    for k, (w, b) in enumerate(zip(weights, biases)):
        z = np.dot(acts[-1], w) + b
        acts.append(np.tanh(z) if k == 0 else 1 / (1 + np.exp(-z)))
    delta = (acts[-1] - t) / len(X)
    for k in (1, 0):
        gw = acts[k].T.dot(delta)
        gb = delta.sum(axis=0, keepdims=True)
        if k:
            delta = delta.dot(weights[k].T) * (1 - acts[k] ** 2)
        weights[k] -= 0.5 * gw
        biases[k] -= 0.5 * gb
print(np.mean((acts[-1] > 0.5) == t))
