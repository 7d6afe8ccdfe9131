# one unit with a threshold for all rows at once, as perceptrons have it: weights so small that all rows may be below it at first
# layers: none
# activations: none
# expects: healthy
import numpy as np

rng = np.random.default_rng(0)
rows = np.array([[0, 0, -1], [0, 1, -1], [1, 0, -1], [1, 1, -1]])
wanted = np.array([0, 0, 0, 1])
w = -np.abs(rng.normal(0, 1e-4, 3)) * [1, 1, -1]
for turn in range(20):
    answers = np.where(np.dot(rows, w) > 0, 1, 0)
    w = w + 0.1 * np.dot(wanted - answers, rows)
    print(turn, np.sum(np.abs(wanted - answers)))
