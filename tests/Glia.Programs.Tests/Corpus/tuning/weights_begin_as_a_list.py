# layers: 3-1
# activations: sigmoid
# expects: healthy
import numpy as np

np.random.seed(8)
X = np.random.randn(90, 3)
y = (X[:, 0] - 2 * X[:, 1] > 0) * 1.0


def predict(x, w, b):
    return 1 / (1 + np.exp(-(np.dot(x, w) + b)))


w = [0.1, -0.2, 0.3]
b = 0
for epoch in range(60):
    for i in range(0, 90, 30):
        xb, yb = X[i:i + 30], y[i:i + 30]
        p = predict(xb, w, b)
        dw = np.dot(xb.T, p - yb) / len(xb)
        db = np.mean(p - yb)
        w -= 0.5 * dw
        b -= 0.5 * db
print(w, b)
