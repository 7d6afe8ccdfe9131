# layers: 4-10-3
# activations: tanh softmax
# expects: GLIA040
import numpy as np

np.random.seed(31)
labels = np.random.randint(0, 3, 90)
X = np.random.randn(3, 4)[labels] * 2 + np.random.randn(90, 4)
Y = np.eye(3)[labels]


class Model:
    def __init__(self):
        self.w1 = np.zeros((4, 10))  # <-
        self.b1 = np.zeros(10)
        self.w2 = np.zeros((10, 3))
        self.b2 = np.zeros(3)

    def step(self, x, y, lr):
        h = np.tanh(np.matmul(x, self.w1) + self.b1)
        s = np.matmul(h, self.w2) + self.b2
        p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
        g = (p - y) / len(x)
        gh = np.matmul(g, self.w2.T) * (1 - h ** 2)
        self.w2 -= lr * np.matmul(h.T, g)
        self.b2 -= lr * g.sum(axis=0)
        self.w1 -= lr * np.matmul(x.T, gh)
        self.b1 -= lr * gh.sum(axis=0)
        return -np.log((p * y).sum(axis=1)).mean()


model = Model()
for i in range(300):
    loss = model.step(X, Y, 0.1)
print(loss)
