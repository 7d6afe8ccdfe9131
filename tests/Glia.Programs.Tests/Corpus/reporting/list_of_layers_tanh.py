# layers: 2-9-9-1
# activations: tanh tanh tanh
# expects: healthy
import numpy as np

rng = np.random.default_rng(12)
points = rng.normal(size=(240, 2))
target = np.sign(points[:, 0] + 0.5 * points[:, 1] ** 2 - 0.4).reshape(-1, 1)


class Layer:
    def __init__(self, inputs, outputs):
        self.w = rng.normal(0, np.sqrt(1 / inputs), (inputs, outputs))
        self.b = np.zeros(outputs)

    def __call__(self, x):
        self.x = x
        self.y = np.tanh(x @ self.w + self.b)
        return self.y

    def back(self, grad):
        delta = grad * (1 - self.y ** 2)
        self.gw, self.gb = self.x.T @ delta, delta.sum(axis=0)
        return delta @ self.w.T

    def update(self, rate):
        self.w = self.w - rate * self.gw
        self.b = self.b - rate * self.gb


net = [Layer(2, 9), Layer(9, 9), Layer(9, 1)]
for epoch in range(1500):
    out = points
    for layer in net:
        out = layer(out)
    grad = 2 * (out - target) / len(points)
    for layer in net[::-1]:
        grad = layer.back(grad)
    for layer in net:
        layer.update(0.1)
print("right:", ((out > 0) == (target > 0)).mean())
