# layers: 1-12-1
# activations: tanh linear
# expects: healthy
import numpy as np

rng = np.random.default_rng(5)
x = rng.uniform(-2, 2, (120, 1))
y = np.sin(2 * x) + rng.normal(0, 0.05, (120, 1))
w1, b1 = rng.normal(0, 1, (1, 12)), np.zeros(12)
w2, b2 = rng.normal(0, 0.3, (12, 1)), np.zeros(1)
lr = 0.1
losses = []
for step in range(4000):
    h = np.tanh(x @ w1 + b1)
    prediction = h @ w2 + b2
    error = prediction - y
    losses.append((error ** 2).mean())
    grad_out = 2 * error / len(x)
    gw2 = h.T @ grad_out
    gb2 = grad_out.sum(0)
    grad_h = grad_out @ w2.T * (1 - h * h)
    gw1 = x.T @ grad_h
    gb1 = grad_h.sum(0)
    for p, g in ((w1, gw1), (b1, gb1), (w2, gw2), (b2, gb2)):
        p -= lr * g
print(losses[0], losses[-1])
