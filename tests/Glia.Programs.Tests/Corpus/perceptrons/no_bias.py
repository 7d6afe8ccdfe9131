# layers: 2-1
# expects: GLIA035
import random

random.seed(2)
points = [(random.uniform(2, 3), random.uniform(2, 3), 0) for _ in range(15)] + [(random.uniform(5, 6), random.uniform(5, 6), 1) for _ in range(15)]
weights = [random.random(), random.random()]
for epoch in range(100):
    for x1, x2, label in points:
        total = weights[0] * x1 + weights[1] * x2  # <-
        guess = 1 if total > 0 else 0
        weights[0] += 0.05 * (label - guess) * x1
        weights[1] += 0.05 * (label - guess) * x2
right = sum((1 if weights[0] * a + weights[1] * b > 0 else 0) == c for a, b, c in points)
print(right, "of", len(points))
