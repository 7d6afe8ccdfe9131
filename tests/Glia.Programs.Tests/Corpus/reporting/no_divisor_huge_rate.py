# layers: 6-10-1
# activations: sigmoid linear
# expects: GLIA065
import numpy as np

np.random.seed(15)
X = np.random.randn(500, 6) * 3
y = X.dot(np.array([1.0, -2, 0.5, 3, 0, 1])).reshape(-1, 1)
W1 = np.random.randn(6, 10)
W2 = np.random.randn(10, 1)
lr = 0.5
for i in range(200):
    a = 1 / (1 + np.exp(-X.dot(W1)))
    out = a.dot(W2)
    error = out - y
    grad2 = a.T.dot(error)
    grad1 = X.T.dot(error.dot(W2.T) * a * (1 - a))
    W2 = W2 - lr * grad2  # <-
    W1 = W1 - lr * grad1  # <-
    if i % 50 == 0:
        print(np.mean(error ** 2))
