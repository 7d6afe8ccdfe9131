# layers: 3-6-1
# activations: tanh linear
# expects: healthy
import numpy as np

rng = np.random.default_rng(31)
rows = rng.uniform(-1, 1, (150, 3))
wanted = np.sin(2 * rows[:, 0]) + rows[:, 1] * rows[:, 2]
hidden, hidden_bias = rng.uniform(-1, 1, (3, 6)), np.zeros(6)
last, last_bias = rng.uniform(-1, 1, 6), 0.0
rate = 0.05
for epoch in range(40):
    squares = 0.0
    for row, target in zip(rows, wanted):
        inner = np.tanh(row @ hidden + hidden_bias)
        error = inner @ last + last_bias - target
        squares += error * error
        back = error * last * (1 - inner ** 2)
        # The rate is multiplied with one number first, and with the vector then.
        last = last - rate * error * inner
        last_bias = last_bias - rate * error
        hidden = hidden - rate * np.outer(row, back)
        hidden_bias = hidden_bias - rate * back
    if epoch % 10 == 0:
        print(epoch, squares / len(rows))
