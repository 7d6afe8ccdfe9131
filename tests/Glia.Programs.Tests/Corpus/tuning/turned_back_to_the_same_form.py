# 2-5-1, one row a step; what is shown goes through np.apply_along_axis, which gives arrays the form that they have
# layers: 2-5-1
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

rng = np.random.default_rng(2)
corners = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
wanted = np.array([0., 1., 1., 0.])
kernels = [rng.normal(0, 1, (2, 5)), rng.normal(0, 1, (5, 1))]
offsets = [np.zeros((1, 5)), np.zeros((1, 1))]


def squash(total):
    return 1 / (1 + np.exp(-total))


def answer(row):
    given = np.array(row).reshape(1, -1).reshape(1, -1)
    for kernel, offset in zip(kernels, offsets):
        given = squash(np.dot(given, kernel) + offset)
    return given


for epoch in range(4000):
    for row, target in zip(corners, wanted):
        row = row.reshape(1, -1)
        middle = squash(np.dot(row, kernels[0]) + offsets[0])
        out = squash(np.dot(middle, kernels[1]) + offsets[1])
        error = 2 * (out - target) * out * (1 - out)
        below = np.dot(error, kernels[1].T) * middle * (1 - middle)
        kernels[1] -= 0.3 * np.dot(middle.T, error)
        offsets[1] -= 0.3 * error
        kernels[0] -= 0.3 * np.dot(row.T, below)
        offsets[0] -= 0.3 * below
    if epoch % 100 == 0:
        shown = np.apply_along_axis(answer, 1, corners).reshape(4, 1, 1).reshape(4, 1).flatten()
        print(epoch, ((shown - wanted) ** 2).mean())
