# layers: 2-3-1
# activations: relu sigmoid
# expects: healthy
import math
import random

random.seed(3)
points = []
for _ in range(60):
    a, b = random.uniform(-1, 1), random.uniform(-1, 1)
    points.append((a, b, 1 if a + b > 0.2 else 0))
u1, u2, u3 = [0.7, 0.4], [-0.6, -0.5], [0.3, -0.8]
c1, c2, c3 = 0.1, -0.2, 0.0
v = [0.5, -0.6, 0.4]
c = 0.05
rate = 0.1
for epoch in range(200):
    for a, b, t in points:
        s1 = a * u1[0] + b * u1[1] + c1
        s2 = a * u2[0] + b * u2[1] + c2
        s3 = a * u3[0] + b * u3[1] + c3
        h1, h2, h3 = max(0, s1), max(0, s2), max(0, s3)
        out = 1 / (1 + math.exp(-(h1 * v[0] + h2 * v[1] + h3 * v[2] + c)))
        d = out - t
        d1 = d * v[0] * (s1 > 0)
        d2 = d * v[1] * (s2 > 0)
        d3 = d * v[2] * (s3 > 0)
        v[0] -= rate * d * h1
        v[1] -= rate * d * h2
        v[2] -= rate * d * h3
        c -= rate * d
        u1[0] -= rate * d1 * a
        u1[1] -= rate * d1 * b
        c1 -= rate * d1
        u2[0] -= rate * d2 * a
        u2[1] -= rate * d2 * b
        c2 -= rate * d2
        u3[0] -= rate * d3 * a
        u3[1] -= rate * d3 * b
        c3 -= rate * d3
right = 0
for a, b, t in points:
    h = [max(0, a * u[0] + b * u[1] + k) for u, k in ((u1, c1), (u2, c2), (u3, c3))]
    right += (h[0] * v[0] + h[1] * v[1] + h[2] * v[2] + c > 0) == (t == 1)
print(right, "of", len(points))
