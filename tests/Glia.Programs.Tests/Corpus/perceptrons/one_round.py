# layers: 4-1
# expects: GLIA073
import numpy as np

rng = np.random.default_rng(8)
inputs = rng.uniform(0, 10, (60, 4))
labels = np.where(inputs @ [1.0, -2.0, 0.5, -1.0] > -8.0, 1, -1)
weights, bias = np.zeros(4), 0.0
for x, label in zip(inputs, labels):
    if label * (np.dot(weights, x) + bias) <= 0:
        weights += 0.1 * label * x  # <-
        bias += 0.1 * label
print("right", np.mean(np.sign(inputs @ weights + bias) == labels))
