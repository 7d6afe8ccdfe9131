# layers: 16-6-16
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(0)
X = np.random.randint(0, 256, (1, 16)) / 255
W1, b1 = np.random.randn(16, 6) * 0.3, np.zeros((1, 6))
W2, b2 = np.random.randn(6, 16) * 0.3, np.zeros((1, 16))
for step in range(2000):
    h = 1 / (1 + np.exp(-(X @ W1 + b1)))
    out = 1 / (1 + np.exp(-(h @ W2 + b2)))
    d2 = (out - X) * out * (1 - out)
    d1 = d2 @ W2.T * h * (1 - h)
    W2 -= 0.7 * h.T @ d2
    b2 -= 0.7 * d2
    W1 -= 0.7 * X.T @ d1
    b1 -= 0.7 * d1
noisy = np.clip(X + 0.05 * np.random.randn(1, 16), 0, 1)
h = 1 / (1 + np.exp(-(noisy @ W1 + b1)))
out = 1 / (1 + np.exp(-(h @ W2 + b2)))
print(np.round(out * 255))
