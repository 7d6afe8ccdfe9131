# layers: 4-3
# activations: softmax
# expects: healthy
import numpy as np

np.random.seed(3)
y = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]] * 40)
X = np.append(np.ones((120, 1)), y + np.random.rand(120, 3), axis=1)


def softmax(z):
    z = np.exp(z)
    for i in range(z.shape[0]):
        z[i, :] = z[i, :] / np.sum(z[i, :])
    return z


def loss(p, y):
    return np.trace(-y.dot(np.log(p).T)) / len(y)


W = np.random.rand(4, 3)
for i in range(400):
    p = softmax(X.dot(W))
    W = W - 0.5 * X.T.dot(p - y) / len(y)
    cost = loss(p, y)
print(cost)
