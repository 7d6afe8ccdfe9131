# an accuracy of all training rows after each epoch, whose batches are cut from rows that were shuffled into another array; columns
# layers: 20-16-3
# activations: relu softmax
# expects: healthy
import numpy as np

rng = np.random.RandomState(4)
centres = rng.randn(3, 20)
labels = rng.randint(0, 3, 600)
samples = (centres[labels] + 0.8 * rng.randn(600, 20)).T
codes = np.eye(3)[labels].T

V = rng.randn(16, 20) * np.sqrt(2 / 20)
v = np.zeros((16, 1))
U = rng.randn(3, 16) * np.sqrt(2 / 16)
u = np.zeros((3, 1))


def through(columns):
    below = V @ columns + v
    inner = np.maximum(below, 0)
    above = U @ inner + u
    powers = np.exp(above - above.max(axis=0, keepdims=True))
    return below, inner, powers / powers.sum(axis=0, keepdims=True)


for epoch in range(30):
    order = rng.permutation(600)
    mixed, mixed_codes = samples[:, order], codes[:, order]
    for start in range(0, 600, 20):
        x, t = mixed[:, start:start + 20], mixed_codes[:, start:start + 20]
        below, inner, shares = through(x)
        d = (shares - t) / x.shape[1]
        back = (U.T @ d) * (below > 0)
        U -= 0.1 * d @ inner.T
        u -= 0.1 * d.sum(axis=1, keepdims=True)
        V -= 0.1 * back @ x.T
        v -= 0.1 * back.sum(axis=1, keepdims=True)
    guesses = np.argmax(through(samples)[2], axis=0)
    print(epoch, np.mean(guesses == labels))
