# layers: 2-16-1
# activations: tanh sigmoid
# expects: GLIA066
import numpy as np

np.random.seed(6)
X = np.random.randn(200, 2)
Y = (X[:, [0]] * X[:, [1]] > 0) * 1.0
W1 = np.random.randn(2, 16)
B1 = np.zeros((1, 16))
W2 = np.random.randn(16, 1) / 4
B2 = np.zeros((1, 1))
LEARNING_RATE = 1e-7
for n in range(3000):
    H = np.tanh(X.dot(W1) + B1)
    O = 1 / (1 + np.exp(-(H.dot(W2) + B2)))
    dO = (O - Y) / len(X)
    dH = dO.dot(W2.T) * (1 - H * H)
    W2 -= LEARNING_RATE * H.T.dot(dO)
    B2 -= LEARNING_RATE * dO.sum(axis=0)
    W1 -= LEARNING_RATE * X.T.dot(dH)  # <-
    B1 -= LEARNING_RATE * dH.sum(axis=0)
print(np.mean((O > 0.5) == Y))
