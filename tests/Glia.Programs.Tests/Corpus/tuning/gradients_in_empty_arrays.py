# layers: 2-3-1
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(5)


class Net:
    def __init__(self):
        self.w1, self.w2 = np.random.rand(2, 3) * 2 - 1, np.random.rand(3, 1) * 2 - 1
        self.b1, self.b2 = np.zeros(3), np.zeros(1)
        self.h = np.ndarray(3)

    def forward(self, row):
        self.x = np.array(row)
        self.h = 1 / (1 + np.exp(-(self.x.dot(self.w1) + self.b1)))
        self.o = 1 / (1 + np.exp(-(self.h.dot(self.w2) + self.b2)))

    def step(self, t):
        d2, dw2 = np.ndarray(1), np.ndarray(self.w2.shape)
        for k in range(1):
            d2[k] = (t[k] - self.o[k]) * self.o[k] * (1 - self.o[k])
            for j in range(3):
                dw2[j][k] = d2[k] * self.h[j]
        d1, dw1 = np.ndarray(3), np.ndarray(shape=self.w1.shape)
        for j in range(3):
            d1[j] = d2[0] * self.w2[j][0] * self.h[j] * (1 - self.h[j])
            for i in range(2):
                dw1[i][j] = d1[j] * self.x[i]
        self.w2 += dw2 * 0.7
        self.b2 += d2 * 0.7
        self.w1 += dw1 * 0.7
        self.b1 += d1 * 0.7


net = Net()
rows, targets = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]]), np.array([[0.], [1.], [1.], [0.]])
for epoch in range(3000):
    for row, target in zip(rows, targets):
        net.forward(row)
        net.step(target)
for row in rows:
    net.forward(row)
    print(net.o)
