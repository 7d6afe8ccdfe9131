# layers: 3-1
# activations: sigmoid
# expects: GLIA066
import math
import random

random.seed(4)
rows = []
for _ in range(80):
    label = random.choice([0, 1])
    rows.append(([random.gauss(2.0 * label, 1), random.gauss(-label, 1), random.gauss(0, 1)], label))
weights = [random.gauss(0, 0.1) for _ in range(3)]
bias = 0.0
LEARNING_RATE = 1e-8
for epoch in range(100):
    gradient = [0.0, 0.0, 0.0]
    gradient_bias = 0.0
    for features, label in rows:
        score = sum(w * f for w, f in zip(weights, features)) + bias
        p = 1 / (1 + math.exp(-score))
        for i in range(3):
            gradient[i] += (p - label) * features[i]
        gradient_bias += p - label
    for i in range(3):
        weights[i] -= LEARNING_RATE * gradient[i] / len(rows)  # <-
    bias -= LEARNING_RATE * gradient_bias / len(rows)
print(weights, bias)
