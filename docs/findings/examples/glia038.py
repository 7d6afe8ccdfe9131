"""GLIA038: what a recurrent layer still knows after steps that say nothing."""
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread adds in one order, so the printed figures repeat
import numpy as np

LONGEST, UNITS = 6, 8


def sequences(count, seed):
    """Two to six numbers, then zeros up to six; label 1 where their sum is above zero."""
    random = np.random.RandomState(seed)
    x = random.randn(count, LONGEST)
    length = random.randint(2, LONGEST + 1, size=count)
    x[np.arange(LONGEST) >= length[:, None]] = 0
    return x, (x.sum(axis=1) > 0).astype(float), length


def states(x, last, u, w, b):
    """The state after every step, from zero; where a row has ended before, it stays as it is."""
    h = [np.zeros((len(x), UNITS))]
    for step in range(x.shape[1]):
        new = np.tanh(x[:, step:step + 1] * u + h[-1] @ w + b)
        h.append(np.where(step < last[:, None], new, h[-1]))
    return h


def accuracy_after(padding, masked, seed):
    random = np.random.RandomState(seed)
    x, label, length = sequences(600, seed=1)
    held_x, held_label, held_length = sequences(400, seed=2)
    x, held_x = (np.pad(rows, ((0, 0), (0, padding))) for rows in (x, held_x))
    last, held_last = (n if masked else np.full(len(n), LONGEST + padding) for n in (length, held_length))
    u, w, b, v = random.randn(1, UNITS) * .5, np.linalg.qr(random.randn(UNITS, UNITS))[0], np.zeros(UNITS), random.randn(UNITS) * .3
    for epoch in range(150):
        h = states(x, last, u, w, b)
        error = (1 / (1 + np.exp(-(h[-1] @ v))) - label) / len(x)
        du, dw, db, dv = np.zeros_like(u), np.zeros_like(w), np.zeros_like(b), h[-1].T @ error
        dh = np.outer(error, v)
        for step in reversed(range(x.shape[1])):
            counts = step < last[:, None]
            dz = np.where(counts, dh * (1 - h[step + 1] ** 2), 0)
            du += x[:, step:step + 1].T @ dz
            dw += h[step].T @ dz
            db += dz.sum(axis=0)
            dh = np.where(counts, dz @ w.T, dh)
        size = np.sqrt(sum((g ** 2).sum() for g in (du, dw, db, dv)))
        for parameter, gradient in ((u, du), (w, dw), (b, db), (v, dv)):
            parameter -= min(1, .3 / size) * gradient
    return ((states(held_x, held_last, u, w, b)[-1] @ v > 0) == held_label).mean()


print("zeros behind   without a mask   with a mask")
for padding in 0, 6, 12, 24, 48:
    plain, masked = (np.median([accuracy_after(padding, mask, seed) for seed in range(5)]) for mask in (False, True))
    print(f"{padding:12} {plain:16.3f} {masked:13.3f}")
