# layers: 2-5-1
# activations: tanh sigmoid
# expects: healthy
import math
import random

random.seed(12)
points = [[random.uniform(-1, 1), random.uniform(-1, 1)] for _ in range(120)]
marks = [1 if x * x + y * y < 0.5 else 0 for x, y in points]
hidden = [[random.gauss(0, 1), random.gauss(0, 1)] for _ in range(5)]
thresholds = [random.gauss(0, 0.5) for _ in range(5)]
last = [random.gauss(0, 0.5) for _ in range(5)]
offset = 0.0
rate = 0.1
for epoch in range(80):
    right = 0
    for point, mark in zip(points, marks):
        # A threshold is taken off the sum, and the last sum stands behind its sign.
        inner = [math.tanh(weights[0] * point[0] + weights[1] * point[1] - threshold) for weights, threshold in zip(hidden, thresholds)]
        answer = 1 / (1 + math.exp(-sum(v * value for v, value in zip(last, inner)) - offset))
        right += (answer > 0.5) == (mark == 1)
        error = answer - mark
        for j in range(5):
            back = error * last[j] * (1 - inner[j] ** 2)
            last[j] -= rate * error * inner[j]
            hidden[j][0] -= rate * back * point[0]
            hidden[j][1] -= rate * back * point[1]
            thresholds[j] += rate * back
        offset -= rate * error
print(right / len(points))
