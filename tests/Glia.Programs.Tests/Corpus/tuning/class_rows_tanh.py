# layers: 5-16-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

np.random.seed(0)
X = np.random.randn(200, 5)
y = (X[:, :1] * X[:, 1:2] > 0).astype(float)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Net:
    def __init__(self):
        self.W1 = np.random.randn(5, 16) * 0.5
        self.b1 = np.zeros((1, 16))
        self.W2 = np.random.randn(16, 1) * 0.5
        self.b2 = np.zeros((1, 1))

    def forward(self, x):
        self.x = x
        self.h = np.tanh(x @ self.W1 + self.b1)
        self.out = sigmoid(self.h @ self.W2 + self.b2)
        return self.out

    def backward(self, y, lr):
        d2 = (self.out - y) / len(y)
        dW2 = self.h.T @ d2
        db2 = d2.sum(axis=0, keepdims=True)
        d1 = d2 @ self.W2.T * (1 - self.h ** 2)
        dW1 = self.x.T @ d1
        db1 = d1.sum(axis=0, keepdims=True)
        self.W1 -= lr * dW1
        self.b1 -= lr * db1
        self.W2 -= lr * dW2
        self.b2 -= lr * db2


net = Net()
for epoch in range(2000):
    out = net.forward(X)
    loss = -np.mean(y * np.log(out) + (1 - y) * np.log(1 - out))
    net.backward(y, 1.0)
    if epoch % 500 == 0:
        print(epoch, loss)
print("accuracy", np.mean((net.forward(X) > 0.5) == y))
