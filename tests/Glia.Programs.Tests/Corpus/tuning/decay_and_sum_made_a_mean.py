# 4-9-3, columns for samples, batches of 25; a decay is added to the summed gradient of each kernel, and both are divided by the rows
# layers: 4-9-3
# activations: relu softmax
# expects: healthy
import numpy as np

rng = np.random.default_rng(14)
centres = rng.normal(0, 1.5, (3, 4))
labels = np.arange(600) % 3
rows = centres[labels] + rng.normal(0, 0.7, (600, 4))
order = rng.permutation(600)
rows, labels = rows[order], labels[order]
w1, w2 = rng.normal(0, 0.6, (9, 4)), rng.normal(0, 0.4, (3, 9))
b1, b2 = np.zeros((9, 1)), np.zeros((3, 1))
many, decay, pace = 25, 0.01, 0.2


def ahead(columns):
    sums = w1 @ columns + b1
    hidden = np.maximum(sums, 0)
    scores = w2 @ hidden + b2
    shares = np.exp(scores - scores.max(axis=0))
    return sums, hidden, shares / shares.sum(axis=0)


for epoch in range(30):
    for start in range(0, 500, many):
        x, y = rows[start:start + many].T, labels[start:start + many]
        wanted = np.zeros((3, many))
        wanted[y, np.arange(many)] = 1
        sums, hidden, shares = ahead(x)
        above = shares - wanted
        g2, g1 = decay * w2, decay * w1
        g2 = g2 + above @ hidden.T
        c2 = np.sum(above, axis=1, keepdims=True)
        below = (w2.T @ above) * (sums > 0)
        g1 = g1 + below @ x.T
        c1 = np.sum(below, axis=1, keepdims=True)
        g2, g1, c2, c1 = g2 / many, g1 / many, c2 / many, c1 / many
        w2 = w2 - pace * g2
        b2 = b2 - pace * c2
        w1 = w1 - pace * g1
        b1 = b1 - pace * c1
    print(epoch, np.mean(ahead(rows[500:].T)[2].argmax(axis=0) == labels[500:]))
