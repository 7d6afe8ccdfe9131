# layers: 5-12-4
# activations: relu softmax
# expects: healthy
import numpy as np

np.random.seed(41)
n = 320
labels = np.random.randint(0, 4, n)
X = (np.random.randn(4, 5) * 2)[labels].T + np.random.randn(5, n)


def one_hot(y):
    out = np.zeros((4, y.size))
    out[y, np.arange(y.size)] = 1
    return out


def init_params():
    return (np.random.rand(12, 5) - 0.5, np.random.rand(12, 1) - 0.5, np.random.rand(4, 12) - 0.5, np.random.rand(4, 1) - 0.5)


def softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    return e / sum(e)


W1, b1, W2, b2 = init_params()
Y = one_hot(labels)
for i in range(600):
    Z1 = W1.dot(X) + b1
    A1 = np.maximum(Z1, 0)
    A2 = softmax(W2.dot(A1) + b2)
    dZ2 = A2 - Y
    dW2 = 1 / n * dZ2.dot(A1.T)
    db2 = 1 / n * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = W2.T.dot(dZ2) * (Z1 > 0)
    dW1 = 1 / n * dZ1.dot(X.T)
    db1 = 1 / n * np.sum(dZ1, axis=1, keepdims=True)
    W1, b1, W2, b2 = W1 - 0.2 * dW1, b1 - 0.2 * db1, W2 - 0.2 * dW2, b2 - 0.2 * db2
    if i % 100 == 0:
        print(i, np.sum(np.argmax(A2, 0) == labels) / labels.size)
