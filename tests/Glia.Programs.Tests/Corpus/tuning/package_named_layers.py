# layers: 3-8-1
# activations: tanh tanh
# expects: healthy
import numpy as np

from layers import Full

rng = np.random.RandomState(12)
x = rng.uniform(-1, 1, (100, 3))
y = 0.8 * np.sin(2 * x[:, :1]) * x[:, 1:2]
network = [Full(rng, 3, 8), Full(rng, 8, 1)]

for epoch in range(1500):
    out = x
    for layer in network:
        out = layer.forward(out)
    error = 2 * (out - y) / len(x)
    for layer in reversed(network):
        error = layer.backward(error, 0.3)

print("miss", ((out - y) ** 2).mean())
