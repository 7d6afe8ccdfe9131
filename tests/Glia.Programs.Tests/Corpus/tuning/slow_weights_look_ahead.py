# layers: 2-8-1
# activations: tanh linear
# expects: healthy
# Slow weights follow the fast ones every fifth step, which begin there again.
import numpy as np

rng = np.random.RandomState(19)
X = rng.uniform(-1, 1, (200, 2))
Y = np.cos(2 * X[:, :1]) * X[:, 1:]
fast = [rng.randn(2, 8), np.zeros(8), rng.randn(8, 1) * 0.4, np.zeros(1)]
slow = [w.copy() for w in fast]
for step in range(400):
    h = np.tanh(X @ fast[0] + fast[1])
    o = h @ fast[2] + fast[3]
    e = (o - Y) / len(X)
    d = e @ fast[2].T * (1 - h ** 2)
    fast = [w - 0.4 * g for w, g in zip(fast, (X.T @ d, d.sum(0), h.T @ e, e.sum(0)))]
    if step % 5 == 0:
        slow = [s + 0.5 * (w - s) for s, w in zip(slow, fast)]
        fast = [s.copy() for s in slow]
print(np.mean((o - Y) ** 2))
