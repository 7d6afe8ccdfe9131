# 3-5-2, sigmoids of 1.7 times the sums in both layers, one row a step: the network of a plain sigmoid with larger weights
# layers: 3-5-2
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

STEEP = 1.7
rng = np.random.default_rng(11)
points = rng.uniform(-1, 1, (60, 3))
wanted = np.stack([points[:, 0] > 0.1, points[:, 1] + points[:, 2] > 0], axis=1).astype(float)


def squash(total):
    return 1 / (1 + np.exp(-STEEP * total))


def slope(out):
    return STEEP * out * (1 - out)


first = rng.uniform(-0.5, 0.5, (3, 5))
second = rng.uniform(-0.5, 0.5, (5, 2))
low, high = np.zeros(5), np.zeros(2)
for epoch in range(300):
    for k in rng.permutation(60):
        row = points[k:k + 1]
        middle = squash(row @ first + low)
        out = squash(middle @ second + high)
        error = (out - wanted[k]) * slope(out)
        below = (error @ second.T) * slope(middle)
        second -= 0.3 * middle.T @ error
        high -= 0.3 * error[0]
        first -= 0.3 * row.T @ below
        low -= 0.3 * below[0]
    if epoch % 50 == 0:
        answers = squash(squash(points @ first + low) @ second + high)
        print(epoch, np.mean((answers - wanted) ** 2), np.mean((answers > 0.5) == wanted))
