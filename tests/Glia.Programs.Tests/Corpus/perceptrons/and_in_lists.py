# layers: 2-1
# expects: healthy
import random

random.seed(4)
rows = [([0, 0], 0), ([0, 1], 0), ([1, 0], 0), ([1, 1], 1)]
weights = [random.uniform(-1, 1), random.uniform(-1, 1)]
bias = random.uniform(-1, 1)


def answer(x):
    total = sum(w * v for w, v in zip(weights, x)) + bias
    return 1 if total > 0 else 0


for epoch in range(50):
    wrong = 0
    for x, wanted in rows:
        error = wanted - answer(x)
        if error != 0:
            wrong += 1
            for i in range(2):
                weights[i] += 0.1 * error * x[i]
            bias += 0.1 * error
    if wrong == 0:
        break
print("epochs", epoch, weights, bias)
for x, wanted in rows:
    print(x, wanted, answer(x))
