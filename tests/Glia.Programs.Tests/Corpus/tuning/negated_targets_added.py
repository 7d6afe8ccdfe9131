# layers: 5-12-3
# activations: relu softmax
# expects: healthy
import numpy as np

rng = np.random.default_rng(13)
x = rng.normal(0, 1, (320, 5))
kind = np.argmax(x[:, :3], axis=1)
w1, b1 = rng.normal(0, 0.3, (5, 12)), np.zeros(12)
w2, b2 = rng.normal(0, 0.3, (12, 3)), np.zeros(3)


def gradient(logits, labels):
    wanted = np.zeros_like(logits)
    wanted[np.arange(len(logits)), labels] = 1
    softmax = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    return (-wanted + softmax) / logits.shape[0]


for epoch in range(40):
    for start in range(0, 320, 32):
        rows, labels = x[start:start + 32], kind[start:start + 32]
        sums = rows.dot(w1) + b1
        hidden = np.maximum(0, sums)
        error = gradient(hidden.dot(w2) + b2, labels)
        below = error.dot(w2.T) * (sums > 0)
        w2 = w2 - 0.3 * hidden.T.dot(error)
        b2 = b2 - 0.3 * np.sum(error, axis=0)
        w1 = w1 - 0.3 * rows.T.dot(below)
        b1 = b1 - 0.3 * np.sum(below, axis=0)
