# layers: 2-1
# expects: healthy
from random import Random

draw = Random(7)
data = [[draw.gauss(2, 0.7), draw.gauss(2, 0.7), 0] for _ in range(20)] + [[draw.gauss(5, 0.7), draw.gauss(6, 0.7), 1] for _ in range(20)]


def predict(row, weights):
    activation = weights[0]
    for i in range(len(row) - 1):
        activation += weights[i + 1] * row[i]
    return 1.0 if activation >= 0.0 else 0.0


weights = [0.0 for _ in range(3)]
for epoch in range(30):
    draw.shuffle(data)
    for row in data:
        error = row[-1] - predict(row, weights)
        weights[0] = weights[0] + 0.01 * error
        for i in range(len(row) - 1):
            weights[i + 1] = weights[i + 1] + 0.01 * error * row[i]
print(weights, sum(predict(row, weights) == row[-1] for row in data), "of", len(data))
