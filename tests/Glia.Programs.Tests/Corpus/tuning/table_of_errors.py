# layers: 2-1
# activations: linear
# expects: GLIA051
import numpy as np

np.random.seed(7)
size = np.random.rand(50)
price = 3 * size + 1 + 0.05 * np.random.randn(50)
X = np.ones((50, 2))
X[:, 1] = size
theta = np.zeros((2, 1))
for step in range(400):
    miss = X.dot(theta) - price  # <-
    first = theta[0][0] - 0.001 / 50 * miss.sum()
    second = theta[1][0] - 0.001 / 50 * (miss * X[:, 1]).sum()
    theta[0][0] = first
    theta[1][0] = second
print(theta)
