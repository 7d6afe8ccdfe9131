# layers: 4-16-8-3
# activations: leaky_relu leaky_relu softmax
# expects: healthy
import numpy as np

np.random.seed(18)
y = np.random.randint(0, 3, 180)
X = np.random.randn(3, 4)[y] * 1.5 + np.random.randn(180, 4)


class MLP:
    def __init__(self, *sizes):
        self.params = []
        for a, b in zip(sizes[:-1], sizes[1:]):
            self.params.append([np.random.randn(a, b) * np.sqrt(2.0 / a), np.zeros((1, b))])

    def forward(self, x):
        self.cache = [x]
        for i, (w, b) in enumerate(self.params):
            z = np.dot(self.cache[-1], w) + b
            if i < len(self.params) - 1:
                self.cache.append(np.where(z > 0, z, 0.1 * z))
            else:
                z = z - z.max(axis=1, keepdims=True)
                p = np.exp(z)
                self.cache.append(p / p.sum(axis=1, keepdims=True))
        return self.cache[-1]

    def train_step(self, x, y, lr):
        p = self.forward(x).copy()
        loss = -np.log(p[np.arange(len(y)), y]).mean()
        p[np.arange(len(y)), y] -= 1
        p /= len(y)
        for i in reversed(range(len(self.params))):
            w, b = self.params[i]
            dw, db = np.dot(self.cache[i].T, p), p.sum(axis=0, keepdims=True)
            if i > 0:
                p = np.dot(p, w.T) * np.where(self.cache[i] > 0, 1, 0.1)
            self.params[i][0] = w - lr * dw
            self.params[i][1] = b - lr * db
        return loss


net = MLP(4, 16, 8, 3)
for epoch in range(400):
    loss = net.train_step(X, y, 0.1)
print(loss, (net.forward(X).argmax(axis=1) == y).mean())
