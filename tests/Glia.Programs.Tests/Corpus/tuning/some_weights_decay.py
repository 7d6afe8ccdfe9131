# layers: 4-1
# activations: sigmoid
# expects: healthy
import numpy as np

np.random.seed(0)
X = np.random.randn(120, 3)
t = (X @ np.array([1.0, -2.0, 0.5]) + 0.3 > 0).astype(int)
Xb = np.hstack([np.ones((len(X), 1)), X])
theta = np.random.randn(4) * 0.1
decay = 3.0
for i in range(300):
    h = 1 / (1 + np.exp(-(Xb @ theta)))
    gradient = Xb.T @ (h - t) / len(t)
    gradient[1:] += decay / len(t) * theta[1:]
    theta = theta - 0.5 * gradient
print(np.mean((h > 0.5) == t))
