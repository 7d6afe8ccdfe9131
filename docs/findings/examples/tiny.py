"""What the worked examples share: three small made-up data sets and one network of dense layers, all float64 numpy."""
import numpy as np

# Which of the seven bars of a pocket-calculator digit are lit, for 0 to 9:
# top, upper right, lower right, bottom, lower left, upper left, middle.
BARS = ["1111110", "0110000", "1101101", "1111001", "0110011", "1011011", "1011111", "1110000", "1111111", "1111011"]


def digits(n, seed, side=28):
    """n pictures of calculator digits: x [n, side*side] in 0..255, y [n] in 0..9. Moved, uneven and noisy."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 10, n)
    x = np.zeros((n, side, side))
    thick, long = max(1, side // 9), side * 2 // 7
    for i in range(n):
        room = max(1, side // 9)
        top, left = side // 7 + rng.integers(-room, room + 1), side // 4 + rng.integers(-room, room + 1)
        for bar, lit in enumerate(BARS[y[i]]):
            if lit == "0":
                continue
            row = top + {0: 0, 1: 0, 2: long, 3: 2 * long, 4: long, 5: 0, 6: long}[bar]
            col = left + {0: 0, 1: long, 2: long, 3: 0, 4: 0, 5: 0, 6: 0}[bar]
            high, wide = (thick, long + thick) if bar in (0, 3, 6) else (long + thick, thick)
            x[i, row:row + high, col:col + wide] = rng.uniform(90, 255)
    x *= rng.random(x.shape) > 0.15
    x += rng.integers(0, 60, x.shape) * (rng.random(x.shape) < 0.1)
    return np.floor(np.clip(x, 0, 255)).reshape(n, -1), y


def blobs(n, seed, classes=3, features=2, spread=1.0):
    """n points around one centre a class: x [n, features], y [n]."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(0, 3, (classes, features))
    y = rng.integers(0, classes, n)
    return centres[y] + spread * rng.normal(size=(n, features)), y


def circles(n, seed):
    """n points on two rings, the inner one is class 1: x [n, 2], y [n]."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 2, n)
    angle, radius = rng.uniform(0, 2 * np.pi, n), np.where(y == 1, 0.5, 1.0)
    x = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return x + 0.1 * rng.normal(size=x.shape), y


def one_hot(y, k):
    return np.eye(k)[y]


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


HIDDEN = {  # name: (activation of z, its derivative from z and a)
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0) * 1.0),
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "sigmoid": (sigmoid, lambda z, a: a * (1 - a)),
    "linear": (lambda z: z, lambda z, a: np.ones_like(z)),
}


class Net:
    """Dense layers; the last one is "softmax" with cross-entropy, "sigmoid" with binary cross-entropy or "linear" with
    the mean squared error. All losses are means over the rows. Weights are [in, out]."""

    def __init__(self, sizes, seed, hidden="relu", out="softmax", scale=None):
        rng = np.random.default_rng(seed)
        self.hidden, self.out = hidden, out
        he = scale is None
        self.w = [rng.normal(size=(i, o)) * (np.sqrt(2 / i) if he else scale) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros(o) for o in sizes[1:]]

    def forward(self, x):
        act = HIDDEN[self.hidden][0]
        self.z, self.a = [], [x]
        for l, (w, b) in enumerate(zip(self.w, self.b)):
            self.z.append(self.a[-1] @ w + b)
            last = {"softmax": softmax, "sigmoid": sigmoid, "linear": lambda z: z}[self.out]
            self.a.append((last if l == len(self.w) - 1 else act)(self.z[-1]))
        return self.a[-1]

    def loss(self, x, t):
        p = self.forward(x)
        if self.out == "softmax":
            return -np.mean(np.sum(t * np.log(np.clip(p, 1e-7, 1)), axis=1))
        if self.out == "sigmoid":
            p = np.clip(p, 1e-7, 1 - 1e-7)
            return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))
        return np.mean((p - t) ** 2)

    def gradients(self, x, t):
        """The gradients of the loss on these rows: one array a weight matrix, one a bias."""
        p = self.forward(x)
        d = (p - t) * {"softmax": 1 / len(x), "sigmoid": 1 / p.size, "linear": 2 / p.size}[self.out]
        gw, gb = [None] * len(self.w), [None] * len(self.w)
        for l in reversed(range(len(self.w))):
            gw[l], gb[l] = self.a[l].T @ d, d.sum(axis=0)
            if l > 0:
                d = (d @ self.w[l].T) * HIDDEN[self.hidden][1](self.z[l - 1], self.a[l])
        return gw, gb

    def step(self, x, t, rate):
        gw, gb = self.gradients(x, t)
        for l in range(len(self.w)):
            self.w[l] -= rate * gw[l]
            self.b[l] -= rate * gb[l]
        return gw

    def fit(self, x, t, rate, epochs, batch=32, seed=0):
        """Plain gradient descent with a fresh order every epoch."""
        rng = np.random.default_rng(seed)
        for _ in range(epochs):
            order = rng.permutation(len(x))
            for i in range(0, len(x), batch):
                self.step(x[order[i:i + batch]], t[order[i:i + batch]], rate)
        return self

    def accuracy(self, x, y):
        p = self.forward(x)
        return np.mean((p.argmax(axis=1) if p.shape[1] > 1 else p[:, 0] > 0.5) == y)


def slope(net, x, t, array, index, h=1e-5):
    """The centred-difference derivative of the loss by one number of one parameter array."""
    kept = array[index]
    array[index] = kept + h
    above = net.loss(x, t)
    array[index] = kept - h
    below = net.loss(x, t)
    array[index] = kept
    return (above - below) / (2 * h)
