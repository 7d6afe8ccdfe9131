# layers: 2-6-1
# activations: tanh linear
# expects: healthy
# The buffer of a batch is overwritten with the next rows before the weights are changed; the gradient was computed by then.
import numpy as np

rng = np.random.RandomState(2)
data = rng.uniform(-1, 1, (256, 2))
wanted = np.sin(2 * data[:, :1]) + data[:, 1:] * 0.5
batch = np.empty((32, 2))
goal = np.empty((32, 1))
W1 = rng.randn(2, 6)
b1 = np.zeros(6)
W2 = rng.randn(6, 1) * 0.4
b2 = np.zeros(1)
batch[:] = data[:32]
goal[:] = wanted[:32]
at = 0
for step in range(6000):
    h = np.tanh(batch @ W1 + b1)
    o = h @ W2 + b2
    e = (o - goal) * (1 / 32)
    gW2 = h.T @ e
    gb2 = e.sum(0)
    eh = e @ W2.T * (1 - h * h)
    gW1 = batch.T @ eh
    gb1 = eh.sum(0)
    at = (at + 32) % 256
    batch[:] = data[at:at + 32]
    goal[:] = wanted[at:at + 32]
    W1 -= 0.2 * gW1
    b1 -= 0.2 * gb1
    W2 -= 0.2 * gW2
    b2 -= 0.2 * gb2
print(float((e ** 2).sum()))
