# layers: none
# activations: none
# expects: healthy
import numpy as np
from scipy.optimize import minimize

rng = np.random.RandomState(0)
y = rng.randint(0, 3, 100)
X = rng.randn(3, 4)[y] * 2 + rng.randn(100, 4)
Y = np.eye(3)[y]
inputs, hidden, classes = 4, 8, 3


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def cost(theta):
    t1 = theta[:hidden * (inputs + 1)].reshape(hidden, inputs + 1)
    t2 = theta[hidden * (inputs + 1):].reshape(classes, hidden + 1)
    a1 = np.hstack([np.ones((len(X), 1)), X])
    a2 = np.hstack([np.ones((len(X), 1)), sigmoid(a1 @ t1.T)])
    a3 = sigmoid(a2 @ t2.T)
    J = -np.sum(Y * np.log(a3) + (1 - Y) * np.log(1 - a3)) / len(X)
    d3 = a3 - Y
    d2 = (d3 @ t2)[:, 1:] * a2[:, 1:] * (1 - a2[:, 1:])
    return J, np.concatenate([(d2.T @ a1 / len(X)).ravel(), (d3.T @ a2 / len(X)).ravel()])


theta = rng.uniform(-0.12, 0.12, hidden * (inputs + 1) + classes * (hidden + 1))
result = minimize(cost, theta, jac=True, method="CG", options={"maxiter": 50})
print(result.fun)
