# layers: 4-1
# activations: sigmoid
# expects: healthy
import numpy as np

np.random.seed(0)
X = np.random.randn(120, 3)
t = (X @ np.array([1.0, -2.0, 0.5]) + 0.3 > 0).astype(int)
Xb = np.hstack([np.ones((len(X), 1)), X])
theta = np.zeros(4)


def cost(theta):
    h = 1 / (1 + np.exp(-Xb @ theta))
    return -np.mean(t * np.log(h) + (1 - t) * np.log(1 - h)), Xb.T @ (h - t) / len(t)


for i in range(300):
    J, gradient = cost(theta)
    theta = theta - 0.5 * gradient
print(J)
