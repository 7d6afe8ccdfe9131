# layers: 1-5-1
# activations: sigmoid linear
# expects: healthy
import numpy as np

np.random.seed(21)
x = np.random.uniform(-2, 2, (80, 1))
y = np.sin(x)
W1, b1 = np.random.randn(1, 5), np.zeros((1, 5))
W2, b2 = np.random.randn(5, 1) * 0.4, np.zeros((1, 1))
limit = 1.0
for epoch in range(4000):
    h = 1 / (1 + np.exp(-(x.dot(W1) + b1)))
    out = h.dot(W2) + b2
    error = out - y
    dW2, db2 = h.T.dot(error), np.sum(error, axis=0, keepdims=True)
    dh = error.dot(W2.T) * h * (1 - h)
    dW1, db1 = x.T.dot(dh), np.sum(dh, axis=0, keepdims=True)
    dW1 = np.clip(dW1, -limit, limit)
    dW2 = np.clip(dW2, -limit, limit)
    db1 = np.clip(db1, -limit, limit)
    db2 = np.clip(db2, -limit, limit)
    W2 -= 0.02 * dW2
    b2 -= 0.02 * db2
    W1 -= 0.02 * dW1
    b1 -= 0.02 * db1
print(np.mean(error ** 2))
