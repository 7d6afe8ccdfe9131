# layers: 4-6-3
# activations: tanh softmax
# expects: healthy
import numpy as np

np.random.seed(9)
X = np.random.randn(4, 40)
y = np.argmax(X[:3], axis=0)
Y = np.eye(3)[y].T
W1, W2 = np.random.randn(6, 4) * 0.5, np.random.randn(3, 6) * 0.5

for epoch in range(150):
    h = np.tanh(W1.dot(X))
    z = W2.dot(h)
    p = np.empty_like(z)
    for i in range(z.shape[1]):
        p[:, i] = np.exp(z[:, i]) / np.exp(z[:, i]).sum()
    d2 = (p - Y) / 40
    d1 = W2.T.dot(d2) * (1 - h * h)
    W2 -= 1.0 * d2.dot(h.T)
    W1 -= 1.0 * d1.dot(X.T)
print(np.mean(np.argmax(p, axis=0) == y))
