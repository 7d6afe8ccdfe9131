# layers: 3-4-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

np.random.seed(11)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
D = np.array([[0], [1], [1], [0]], dtype=float)
V = np.random.uniform(-1, 1, (4, 3))
W = np.random.uniform(-1, 1, (1, 5))
for step in range(4000):
    for x, d in zip(X, D):
        xe = np.append(x, -1)
        h = np.tanh(V.dot(xe))
        he = np.append(h, -1)
        y = 1 / (1 + np.exp(-W.dot(he)))
        e = d - y
        g = e * y * (1 - y)
        b = W[:, :-1].T.dot(g) * (1 - h ** 2)
        W = W + 0.5 * np.outer(g, he)
        V = V + 0.5 * np.outer(b, xe)
print(y)
