# layers: 4-12-3
# activations: relu softmax
# expects: GLIA075
import numpy as np

np.random.seed(23)
centres = np.random.randn(3, 4) * 2
train_c, test_c = np.random.randint(0, 3, 300), np.random.randint(0, 3, 100)
train_x = centres[train_c] + np.random.randn(300, 4)
test_x = centres[test_c] + np.random.randn(100, 4)
train_t = np.eye(3)[train_c]


class Net:
    def __init__(self):
        self.w1, self.b1 = np.random.randn(4, 12) * 0.7, np.zeros((1, 12))
        self.w2, self.b2 = np.random.randn(12, 3) * 0.4, np.zeros((1, 3))

    def forward(self, x):
        self.x = x
        self.h = np.maximum(0, x.dot(self.w1) + self.b1)
        e = np.exp(self.h.dot(self.w2) + self.b2)
        self.out = e / e.sum(axis=1, keepdims=True)

    def learn(self, t, rate):
        d2 = self.out - t
        d1 = d2.dot(self.w2.T) * (self.h > 0)
        self.w2 -= rate * self.h.T.dot(d2)
        self.b2 -= rate * d2
        self.w1 -= rate * self.x.T.dot(d1)
        self.b1 -= rate * d1

    def hidden(self, x):
        return np.maximum(0, x.dot(self.w1) + self.b1)

    def accuracy(self, x, c):
        right = 0
        for i in range(len(x)):
            self.hidden(x[i:i + 1])
            if np.argmax(self.out) == c[i]:  # <-
                right += 1
        return right / len(x)


net = Net()
for epoch in range(12):
    for i in np.random.permutation(300):
        net.forward(train_x[i:i + 1])
        net.learn(train_t[i:i + 1], 0.02)
    print(epoch, net.accuracy(test_x, test_c))
