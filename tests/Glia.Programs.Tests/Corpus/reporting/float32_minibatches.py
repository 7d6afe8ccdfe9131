# layers: 8-20-1
# activations: relu linear
# expects: healthy
import numpy as np

np.random.seed(14)
data = np.random.rand(400, 8).astype(np.float32)
values = (data[:, :4].sum(axis=1) * data[:, 4]).reshape(-1, 1).astype(np.float32)
train_x, test_x = data[:320], data[320:]
train_y, test_y = values[:320], values[320:]
w1 = (np.random.randn(8, 20) * np.sqrt(2 / 8)).astype(np.float32)
b1 = np.zeros((1, 20), dtype=np.float32)
w2 = (np.random.randn(20, 1) * np.sqrt(1 / 20)).astype(np.float32)
b2 = np.zeros((1, 1), dtype=np.float32)
rate = np.float32(0.02)
for epoch in range(60):
    order = np.random.permutation(len(train_x))
    for start in range(0, len(order), 32):
        rows = order[start:start + 32]
        x, y = train_x[rows], train_y[rows]
        h = np.where(x @ w1 + b1 > 0, x @ w1 + b1, 0)
        p = h @ w2 + b2
        d = (p - y) / len(x)
        dh = d @ w2.T
        dh[h == 0] = 0
        w2 -= rate * h.T @ d
        b2 -= rate * d.sum(axis=0, keepdims=True)
        w1 -= rate * x.T @ dh
        b1 -= rate * dh.sum(axis=0, keepdims=True)
    if epoch % 20 == 0:
        error = np.maximum(test_x @ w1 + b1, 0) @ w2 + b2 - test_y
        print(epoch, float((error ** 2).mean()))
