# layers: 2-3-1
# activations: tanh linear
# expects: GLIA048
import numpy as np

rng = np.random.default_rng(2)
inputs = [[-1.0, 0.5], [0.3, -0.7], [0.9, 0.1], [-0.4, -0.2], [0.6, 0.8], [-0.8, -0.9]]
targets = [0.5 * a - 0.8 * b for a, b in inputs]
hidden_weights = rng.normal(0, 0.5, (3, 2))
hidden_biases = np.zeros(3)
output_weights = rng.normal(0, 0.5, 3)
rate = 0.05
activations = np.zeros(3)
for epoch in range(200):
    for x, target in zip(inputs, targets):
        for j in range(3):
            activations[j] = np.tanh(hidden_weights[j][0] * x[0] + hidden_weights[j][1] * x[1] + hidden_biases[j])
        answer = 0.0
        for j in range(3):
            answer = answer + output_weights[j] * activations[j]
        error = answer - target
        for j in range(3):
            back = error * output_weights[j] * (1 - activations[j] * activations[j])
            output_weights[j] = output_weights[j] + rate * error * activations[j]  # <-
            hidden_weights[j][0] = hidden_weights[j][0] + rate * back * x[0]  # <-
            hidden_weights[j][1] = hidden_weights[j][1] + rate * back * x[1]  # <-
            hidden_biases[j] = hidden_biases[j] + rate * back  # <-
print(error)
