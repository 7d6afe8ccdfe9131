# layers: 3-5-1
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(19)
X = np.matrix([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)
Y = np.matrix([[0.0], [1], [1], [0]])
A = np.matrix(np.random.randn(3, 5))
B = np.matrix(np.random.randn(5, 1))


def s(z):
    return 1 / (1 + np.exp(-z))


for k in range(6000):
    H = s(X * A)
    O = s(H * B)
    D = np.multiply(O - Y, np.multiply(O, 1 - O))
    E = np.multiply(D * B.T, np.multiply(H, 1 - H))
    B = B - 2 * H.T * D
    A = A - 2 * X.T * E
print(O)
