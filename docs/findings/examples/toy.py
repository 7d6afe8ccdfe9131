"""What the worked examples share: a small set of digit images and a small dense network, in numpy alone.

Run any example from this folder, for instance: python3 glia001.py
"""
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread adds in one order, so the printed digits repeat
import numpy as np

FONT = """
.###. ..#.. .###. ##### ...#. ##### .###. ##### .###. .###.
#...# .##.. #...# ...#. ..##. #.... #.... ....# #...# #...#
#..## ..#.. ....# ..#.. .#.#. ####. #.... ...#. #...# #...#
#.#.# ..#.. ...#. ...#. #..#. ....# ####. ..#.. .###. .####
##..# ..#.. ..#.. ....# ##### ....# #...# .#... #...# ....#
#...# ..#.. .#... #...# ...#. #...# #...# .#... #...# ....#
.###. .###. ##### .###. ...#. .###. .###. .#... .###. .###.
"""
ROWS = [line.split() for line in FONT.split("\n") if line]
GLYPHS = np.array([[[c == "#" for c in row[digit]] for row in ROWS] for digit in range(10)], dtype=float)


def digits(count, seed):
    """Images of 12 x 12 pixels, 0 to 255, one digit each at one of 16 places, grey and noisy; and the labels 0 to 9."""
    random = np.random.RandomState(seed)
    labels = random.randint(10, size=count)
    images = np.zeros((count, 12, 12))
    for image, label in zip(images, labels):
        top, left = random.randint(1, 5), random.randint(2, 6)
        image[top:top + 7, left:left + 5] = GLYPHS[label] * random.uniform(130, 255)
    images += random.normal(0, 45, images.shape)
    return np.clip(np.rint(images), 0, 255).reshape(count, 144), labels


def circles(count, seed, noise=0.1):
    """Two rings around the origin, the outer one labelled 0 and the inner one (half as wide) labelled 1."""
    random = np.random.RandomState(seed)
    label = np.arange(count) % 2
    angle = random.uniform(0, 2 * np.pi, count)
    radius = np.where(label == 1, 0.5, 1.0)
    points = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return points + random.normal(0, noise, points.shape), label


def one_hot(labels, classes=10):
    return np.eye(classes)[labels]


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


# name: (value at z, gradient at z from the gradient g at the output a)
ACTIVATIONS = {
    "linear": (lambda z: z, lambda z, a, g: g),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a, g: g * (z > 0)),
    "tanh": (np.tanh, lambda z, a, g: g * (1 - a * a)),
    "sigmoid": (sigmoid, lambda z, a, g: g * a * (1 - a)),
    "exponential": (np.exp, lambda z, a, g: g * a),
    "softmax": (softmax, lambda z, a, g: a * (g - (g * a).sum(axis=1, keepdims=True))),
}
TINY = 1e-7  # the distance from 0 and 1 that Keras keeps before it takes a logarithm


def mean_squared_error(output, target):
    return np.mean((output - target) ** 2), 2 * (output - target) / output.size


def categorical_crossentropy(output, target):
    p = np.clip(output, TINY, 1 - TINY)
    inside = (output > TINY) & (output < 1 - TINY)  # where the clip acts, the gradient is zero
    return -np.mean((target * np.log(p)).sum(axis=1)), -(inside * target) / p / len(output)


def binary_crossentropy(output, target):
    p = np.clip(output, TINY, 1 - TINY)
    inside = (output > TINY) & (output < 1 - TINY)
    loss = -np.mean(target * np.log(p) + (1 - target) * np.log(1 - p))
    return loss, inside * (p - target) / (p * (1 - p)) / output.size


def crossentropy_from_logits(output, target):
    p = softmax(output)
    return -np.mean(np.log((p * target).sum(axis=1) + 1e-300)), (p - target) / len(output)


class Network:
    """Dense layers: weights w[l] of shape [in, out], biases b[l], one activation name a layer."""

    def __init__(self, widths, activations, seed=0):
        self.random = np.random.RandomState(seed)
        self.activations = activations
        self.w, self.b = [], []
        for fan_in, fan_out, name in zip(widths, widths[1:], activations):
            scale = np.sqrt(2 / fan_in) if name == "relu" else np.sqrt(2 / (fan_in + fan_out))  # He, else Glorot
            self.w.append(self.random.normal(0, scale, (fan_in, fan_out)))
            self.b.append(np.zeros(fan_out))

    def forward(self, x):
        self.z, self.a = [], [x]
        for w, b, name in zip(self.w, self.b, self.activations):
            self.z.append(self.a[-1] @ w + b)
            self.a.append(ACTIVATIONS[name][0](self.z[-1]))
        return self.a[-1]

    def gradients(self, x, target, loss):
        """The loss, and the gradients of all weights and biases, of one batch."""
        value, g = loss(self.forward(x), target)
        grad_w, grad_b = [None] * len(self.w), [None] * len(self.w)
        for layer in reversed(range(len(self.w))):
            g = ACTIVATIONS[self.activations[layer]][1](self.z[layer], self.a[layer + 1], g)
            grad_w[layer], grad_b[layer] = self.a[layer].T @ g, g.sum(axis=0)
            g = g @ self.w[layer].T
        return value, grad_w, grad_b

    def fit(self, x, target, loss, rate=0.1, batch=32, epochs=5, shuffle=True, momentum=0.0, frozen=()):
        """Stochastic gradient descent. Returns the mean loss of each epoch."""
        velocity = [np.zeros_like(p) for p in self.w + self.b]
        history = []
        for _ in range(epochs):
            order = self.random.permutation(len(x)) if shuffle else np.arange(len(x))
            losses = []
            for start in range(0, len(x), batch):
                rows = order[start:start + batch]
                value, grad_w, grad_b = self.gradients(x[rows], target[rows], loss)
                losses.append(value)
                for i, (parameter, gradient) in enumerate(zip(self.w + self.b, grad_w + grad_b)):
                    if i % len(self.w) not in frozen:
                        velocity[i] = momentum * velocity[i] - rate * gradient
                        parameter += velocity[i]
            history.append(np.mean(losses))
        return history

    def accuracy(self, x, labels):
        """The share of rows whose largest output is the label (for one output: whether it passes 0.5)."""
        output = self.forward(x)
        chosen = output.argmax(axis=1) if output.shape[1] > 1 else (output[:, 0] > 0.5).astype(int)
        return np.mean(chosen == labels)


def classifier(seed=0, widths=(144, 64, 10)):
    """The healthy network most examples start from: ReLU inside, logits out, for crossentropy_from_logits."""
    return Network(widths, ["relu"] * (len(widths) - 2) + ["linear"], seed)
