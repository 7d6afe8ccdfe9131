# one row that the start answers already: no rate is too low for it
# layers: 3-1
# activations: sigmoid
# expects: healthy
import math

row, goal = [2.0, 0.5, 1.5], 1.0
weights, bias = [1.7, 1.4, 1.9], 0.8
for turn in range(3000):
    total = bias
    for k in range(3):
        total += row[k] * weights[k]
    out = 1 / (1 + math.exp(-total))
    slope = (out - goal) * out * (1 - out)
    for k in range(3):
        weights[k] = weights[k] - 0.2 * slope * row[k]
    bias = bias - 0.2 * slope
print(out)
