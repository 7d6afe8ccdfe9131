# layers: 6-8-3
# activations: relu softmax
# expects: healthy
import numpy as np

rng = np.random.default_rng(21)


class Dense:
    def __init__(self, inputs, outputs, function, slope):
        self.w = rng.normal(0, 1 / np.sqrt(inputs), (outputs, inputs))
        self.b = np.zeros((outputs, 1))
        self.function, self.slope = function, slope

    def forward(self, x):
        self.x = x.reshape(-1, 1)
        self.z = np.dot(self.w, self.x) + self.b
        return self.function(self.z)

    def backward(self, sent):
        error = sent * self.slope(self.z)
        below = np.dot(self.w.T, error)
        self.w -= 0.05 * np.dot(error, self.x.T)
        self.b -= 0.05 * error
        return below


tried = Dense(3, 5, np.vectorize(lambda v: v ** 3), lambda z: 3 * z ** 2)
print(tried.forward(rng.normal(0, 1, 3)).shape, tried.backward(rng.normal(0, 1, (5, 1))).shape)

x = rng.normal(0, 1, (90, 6))
label = np.argmax(x[:, :3], axis=1)
target = np.eye(3)[label]
layers = [Dense(6, 8, np.vectorize(lambda v: max(v, 0.0)), lambda z: (z > 0).astype(float)),
          Dense(8, 3, lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(), lambda z: 1.0)]
for epoch in range(60):
    right = 0
    for row, wanted in zip(x, target):
        out = row
        for layer in layers:
            out = layer.forward(out)
        right += np.argmax(out) == np.argmax(wanted)
        sent = out - wanted.reshape(-1, 1)
        for layer in reversed(layers):
            sent = layer.backward(sent)
    print(epoch, right / len(x))
