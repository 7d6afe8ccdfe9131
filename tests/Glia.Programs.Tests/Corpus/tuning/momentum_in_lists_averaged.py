# layers: 4-8-1
# activations: tanh linear
# expects: healthy
import numpy as np

np.random.seed(13)
X = np.random.randn(128, 4)
y = np.sin(X[:, :1]) + 0.5 * X[:, 1:2]
weights = [np.random.randn(4, 8) * 0.5, np.random.randn(8, 1) * 0.4]
velocity = [0 for w in weights]
mu, rate = 0.8, 0.1
for epoch in range(200):
    a = [X]
    for k, w in enumerate(weights):
        z = a[-1] @ w
        a.append(np.tanh(z) if k == 0 else z)
    delta = (a[-1] - y) / 128
    grads = [None, None]
    for k in (1, 0):
        grads[k] = a[k].T @ delta
        delta = delta @ weights[k].T * (1 - a[k] ** 2)
    for k in range(2):
        velocity[k] = mu * velocity[k] + (1 - mu) * grads[k]
        weights[k] = weights[k] - rate * velocity[k]
print(np.mean((a[-1] - y) ** 2))
