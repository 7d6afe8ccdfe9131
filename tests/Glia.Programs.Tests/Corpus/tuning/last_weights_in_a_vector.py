# layers: 3-3-1
# activations: tanh tanh
# expects: healthy
import numpy as np

np.random.seed(9)
rows = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)
wanted = [-1, 1, 1, -1]
first = np.random.uniform(-1, 1, (3, 3))
last = np.random.uniform(-1, 1, 3)
for epoch in range(3000):
    i = np.random.randint(0, 4)
    x, t = rows[i], wanted[i]
    h = np.tanh(np.dot(first, x))
    y = np.tanh(np.dot(last, h))
    d = (y - t) * (1 - y ** 2)
    back = last * d * (1 - h ** 2)
    last = last - 0.2 * d * h
    for j in range(3):
        first[j, :] = first[j, :] - 0.2 * back[j] * x
print(y, t)
