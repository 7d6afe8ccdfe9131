# layers: 4-10-10-3
# activations: relu relu softmax
# expects: healthy
import numpy as np

np.random.seed(7)
centres = np.random.randn(3, 4) * 2
labels = np.random.randint(0, 3, 240)
data = centres[labels] + np.random.randn(240, 4)


class Dense:
    def __init__(self, n_in, n_out):
        self.weights = np.random.randn(n_in, n_out) * np.sqrt(2.0 / n_in)
        self.biases = np.zeros(n_out)

    def forward(self, inputs):
        self.inputs = inputs
        return np.dot(inputs, self.weights) + self.biases

    def backward(self, dvalues):
        self.dweights = np.dot(self.inputs.T, dvalues)
        self.dbiases = np.sum(dvalues, axis=0)
        return np.dot(dvalues, self.weights.T)


class ReLU:
    def forward(self, inputs):
        self.inputs = inputs
        return np.maximum(0, inputs)

    def backward(self, dvalues):
        d = dvalues.copy()
        d[self.inputs <= 0] = 0
        return d


class SoftmaxLoss:
    def forward(self, inputs, y):
        e = np.exp(inputs - np.max(inputs, axis=1, keepdims=True))
        self.output = e / np.sum(e, axis=1, keepdims=True)
        self.y = y
        return -np.mean(np.log(self.output[range(len(y)), y]))

    def backward(self):
        d = self.output.copy()
        d[range(len(self.y)), self.y] -= 1
        return d / len(self.y)


class SGD:
    def __init__(self, rate):
        self.rate = rate

    def update(self, layer):
        layer.weights += -self.rate * layer.dweights
        layer.biases += -self.rate * layer.dbiases


layers = [Dense(4, 10), ReLU(), Dense(10, 10), ReLU(), Dense(10, 3)]
criterion = SoftmaxLoss()
optimizer = SGD(0.1)
for epoch in range(500):
    order = np.random.permutation(240)
    for start in range(0, 240, 40):
        batch = order[start:start + 40]
        x, y = data[batch], labels[batch]
        for layer in layers:
            x = layer.forward(x)
        loss = criterion.forward(x, y)
        d = criterion.backward()
        for layer in reversed(layers):
            d = layer.backward(d)
        for layer in layers:
            if isinstance(layer, Dense):
                optimizer.update(layer)
    if epoch % 100 == 0:
        print(f"epoch {epoch} loss {loss:.4f}")
x = data
for layer in layers:
    x = layer.forward(x)
predictions = np.argmax(x, axis=1)
print("accuracy:", np.mean(predictions == labels))
