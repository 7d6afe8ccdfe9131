# layers: 2-8-3
# activations: relu softmax
# expects: healthy
import numpy as np

np.random.seed(6)
points = np.random.randn(150, 2)
labels = np.argmax(points @ np.array([[1., -1., 0.], [0., 1., -1.]]), axis=1)
hot = np.eye(3)[labels].T
X = points.T
W1, b1 = np.random.randn(8, 2) * 0.7, np.zeros((8, 1))
W2, b2 = np.random.randn(3, 8) * 0.4, np.zeros((3, 1))


def softmax(z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


for epoch in range(400):
    Z1 = np.dot(W1, X) + b1
    A1 = np.maximum(Z1, 0)
    y_hat = softmax((np.dot(W2, A1) + b2).T)
    dZ2 = ((y_hat - hot.T) / 150).T
    dZ1 = np.dot(W2.T, dZ2)
    dZ1[A1 <= 0] = 0
    W2 = W2 - 1.0 * np.dot(dZ2, A1.T)
    b2 = b2 - 1.0 * np.sum(dZ2, axis=1, keepdims=True)
    W1 = W1 - 1.0 * np.dot(dZ1, X.T)
    b1 = b1 - 1.0 * np.sum(dZ1, axis=1, keepdims=True)
    if epoch % 100 == 0:
        print("loss", -np.sum(hot.T * np.log(y_hat + 1e-12)) / 150)
