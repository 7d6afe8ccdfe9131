# layers: 5-3-1
# activations: tanh linear
# expects: GLIA071
import numpy as np

random = np.random.RandomState(5)
inputs = random.uniform(-1, 1, (200, 5))
targets = np.tanh(3 * inputs @ np.array([[1.0], [-2.0], [0.5], [0.0], [1.5]])) + np.tanh(4 * inputs[:, :1])
hidden = random.randn(5, 3) * 0.4  # <-
hidden_bias = np.zeros((1, 3))
output = random.randn(3, 1) * 0.4
output_bias = np.zeros((1, 1))
for step in range(1500):
    active = np.tanh(inputs @ hidden + hidden_bias)
    answer = active @ output + output_bias
    error = 2 * (answer - targets) / len(inputs)
    d_output = active.T @ error
    d_active = error @ output.T * (1 - active ** 2)
    d_hidden = inputs.T @ d_active
    output -= 0.1 * d_output
    output_bias -= 0.1 * error.sum(axis=0, keepdims=True)
    hidden - 0.1 * d_hidden  # <-
    hidden_bias -= 0.1 * d_active.sum(axis=0, keepdims=True)
    if step % 300 == 0:
        print(step, np.mean((answer - targets) ** 2))
