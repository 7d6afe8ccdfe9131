# layers: 3-1
# activations: sigmoid
# expects: healthy
import numpy as np

np.random.seed(0)
X = np.random.randn(120, 3)
t = (X @ np.array([1.0, -2.0, 0.5]) + 0.3 > 0).astype(int)
w = np.random.randn(4) * 0.01
for epoch in range(30):
    for xi, target in zip(X, t):
        out = 1 / (1 + np.exp(-(np.dot(xi, w[1:]) + w[0])))
        update = 0.1 * (target - out)
        w[1:] += update * xi
        w[0] += update
print(w)
