# layers: 2-8-1
# activations: relu sigmoid
# expects: healthy
import numpy as np

rng = np.random.RandomState(3)
m = 300
X = rng.randn(2, m)
Y = (X[0:1] ** 2 + X[1:2] ** 2 < 1.2).astype(int)


def initialize(sizes):
    parameters = {}
    for l in range(1, len(sizes)):
        parameters["W" + str(l)] = rng.randn(sizes[l], sizes[l - 1]) * np.sqrt(2 / sizes[l - 1])
        parameters["b" + str(l)] = np.zeros((sizes[l], 1))
    return parameters


def forward(X, parameters):
    Z1 = np.dot(parameters["W1"], X) + parameters["b1"]
    A1 = np.maximum(0, Z1)
    Z2 = np.dot(parameters["W2"], A1) + parameters["b2"]
    A2 = 1 / (1 + np.exp(-Z2))
    return A2, (Z1, A1, Z2)


def cost(A2, Y):
    return float(np.squeeze(-np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / Y.shape[1]))


def backward(parameters, cache, A2, X, Y):
    Z1, A1, Z2 = cache
    dZ2 = A2 - Y
    grads = {"W2": np.dot(dZ2, A1.T) / m, "b2": np.sum(dZ2, axis=1, keepdims=True) / m}
    dZ1 = np.dot(parameters["W2"].T, dZ2) * (Z1 > 0)
    grads["W1"] = np.dot(dZ1, X.T) / m
    grads["b1"] = np.sum(dZ1, axis=1, keepdims=True) / m
    return grads


parameters = initialize([2, 8, 1])
costs = []
for i in range(3000):
    A2, cache = forward(X, parameters)
    if i % 500 == 0:
        costs.append(cost(A2, Y))
        print("Cost after iteration %d: %f" % (i, costs[-1]))
    grads = backward(parameters, cache, A2, X, Y)
    for key in parameters:
        parameters[key] = parameters[key] - 0.5 * grads[key]
