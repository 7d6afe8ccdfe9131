# layers: 4-6-3
# activations: tanh softmax
# expects: healthy
import numpy as np

np.random.seed(9)
X = np.random.randn(60, 4)
y = np.argmax(X[:, :3], axis=1)
Y = np.eye(3)[y]
W1, W2 = np.random.randn(4, 6) * 0.5, np.random.randn(6, 3) * 0.5


def softmax(z):
    out = np.zeros(z.shape)
    for i in range(z.shape[0]):
        e = np.exp(z[i] - np.max(z[i]))
        out[i] = e / np.sum(e)
    return out


for epoch in range(150):
    h = np.tanh(X @ W1)
    p = softmax(h @ W2)
    d2 = (p - Y) / 60
    d1 = d2 @ W2.T * (1 - h * h)
    W2 -= 1.0 * h.T @ d2
    W1 -= 1.0 * X.T @ d1
print(np.mean(np.argmax(p, axis=1) == y))
