# layers: 3-1
# activations: sigmoid
# expects: healthy
import numpy as np

rng = np.random.default_rng(14)
X = np.c_[np.ones(200), rng.normal(size=(200, 2))]
y = (X @ np.array([0.3, 1.0, -1.5]) + rng.logistic(size=200) > 0).astype(float)
w = np.zeros(3)
for step in range(10):
    p = 1 / (1 + np.exp(-(X @ w)))
    gradient = X.T @ (p - y)
    curvature = X.T @ (X * (p * (1 - p))[:, None])
    w = w - np.linalg.inv(curvature) @ gradient
print(w, ((p > 0.5) == (y == 1)).mean())
