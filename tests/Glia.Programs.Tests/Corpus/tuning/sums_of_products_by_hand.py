# layers: 3-1
# activations: sigmoid
# expects: healthy
import numpy as np

np.random.seed(14)
X = np.random.randn(80, 3)
y = (X[:, 0] + X[:, 1] > 0) * 1.0
w, b = np.zeros(3), 0.0
for epoch in range(200):
    p = 1 / (1 + np.exp(-((X * w).sum(axis=1) + b)))
    error = p - y
    w -= 0.5 * (X * error[:, None]).mean(axis=0)
    b -= 0.5 * error.mean()
print(np.mean((p > 0.5) == (y > 0.5)))
