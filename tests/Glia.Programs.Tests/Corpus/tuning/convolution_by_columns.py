# layers: none
# activations: none
# expects: healthy
import numpy as np

rng = np.random.default_rng(5)
labels = rng.integers(0, 2, 64)
x = rng.random((64, 1, 8, 8))
x[labels == 1, :, 2:4, :] += 1
x[labels == 0, :, :, 2:4] += 1


def im2col(x, size):
    n, c, h, w = x.shape
    out = h - size + 1
    cols = np.zeros((n, c, size, size, out, out))
    for i in range(size):
        for j in range(size):
            cols[:, :, i, j] = x[:, :, i:i + out, j:j + out]
    return cols.transpose(0, 4, 5, 1, 2, 3).reshape(n * out * out, -1)


W1, b1 = rng.normal(0, 0.3, (9, 5)), np.zeros(5)
W2, b2 = rng.normal(0, 0.1, (180, 2)), np.zeros(2)
for step in range(60):
    cols = im2col(x, 3)
    z1 = cols @ W1 + b1
    a1 = np.maximum(z1, 0)
    flat = a1.reshape(64, -1)
    z2 = flat @ W2 + b2
    e = np.exp(z2 - z2.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    d2 = p.copy()
    d2[np.arange(64), labels] -= 1
    d2 /= 64
    dW2, db2 = flat.T @ d2, d2.sum(axis=0)
    d1 = (d2 @ W2.T).reshape(a1.shape) * (z1 > 0)
    dW1, db1 = cols.T @ d1, d1.sum(axis=0)
    W1 -= 0.1 * dW1
    b1 -= 0.1 * db1
    W2 -= 0.1 * dW2
    b2 -= 0.1 * db2
    if step % 10 == 0:
        print(step, -np.log(p[np.arange(64), labels]).mean(), (p.argmax(axis=1) == labels).mean())
