# layers: 2-2-1
# activations: tanh sigmoid
# expects: GLIA057
import numpy as np

np.random.seed(5)
a1, a2, a3, a4 = [np.random.normal() for _ in range(4)]
c1, c2 = np.random.normal(), np.random.normal()
v1, v2, c3 = np.random.normal(), np.random.normal(), np.random.normal()
points = np.array([[0.0, 0.1], [0.2, 0.9], [0.8, 0.1], [1.0, 0.9]])
answers = np.array([0, 1, 1, 0])
rate = 0.05
for epoch in range(300):
    for p, t in zip(points, answers):
        h1 = np.tanh(a1 * p[0] + a2 * p[1] + c1)
        h2 = np.tanh(a3 * p[0] + a4 * p[1] + c2)
        o = 1 / (1 + np.exp(-(v1 * h1 + v2 * h2 + c3)))
        slope = -2 * (t - o) * o * (1 - o)
        d1 = slope * v1 * h1 * (1 - h1)  # <-
        d2 = slope * v2 * h2 * (1 - h2)  # <-
        v1 -= rate * slope * h1
        v2 -= rate * slope * h2
        c3 -= rate * slope
        a1 -= rate * d1 * p[0]
        a2 -= rate * d1 * p[1]
        c1 -= rate * d1
        a3 -= rate * d2 * p[0]
        a4 -= rate * d2 * p[1]
        c2 -= rate * d2
print(o)
