# layers: 12-20-3
# activations: linear sigmoid
# expects: GLIA021 warning
import numpy as np

rng = np.random.default_rng(3)
centres = rng.normal(0, 1, (3, 12))
labels = [int(one) for one in rng.integers(0, 3, 600)]
rows = [list(centres[label] + rng.normal(0, 0.7, 12)) for label in labels]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


wih = rng.normal(0, 0.3, (20, 12))
who = rng.normal(0, 0.3, (3, 20))
for epoch in range(3):
    for row, label in zip(rows[:500], labels[:500]):
        inputs = np.array(row, ndmin=2).T
        wanted = np.zeros(3) + 0.01
        wanted[label] = 0.99
        targets = np.array(wanted, ndmin=2).T
        sums = np.dot(wih, inputs)
        hidden = sigmoid(sums)
        final = sigmoid(np.dot(who, sums))
        errors = targets - final
        hidden_errors = np.dot(who.T, errors)
        who += 0.1 * np.dot(errors * final * (1.0 - final), hidden.T)
        wih += 0.1 * np.dot(hidden_errors * hidden * (1.0 - hidden), inputs.T)

right = []
for row, label in zip(rows[500:], labels[500:]):
    said = np.argmax(sigmoid(np.dot(who, np.dot(wih, np.array(row, ndmin=2).T))))
    right.append(1 if said == label else 0)
print(sum(right) / len(right))
