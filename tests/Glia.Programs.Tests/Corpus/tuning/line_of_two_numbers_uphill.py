# layers: 1-1
# activations: linear
# expects: GLIA048
import numpy as np

np.random.seed(0)
slope, spread = 2.0, 0.1
x = np.random.rand(60, 1) * 2
y = slope * x - 1 + spread * np.random.randn(60, 1)
w, b = np.random.randn(), np.random.randn()
for step in range(50):
    error = w * x + b - y
    dw = 2 * np.mean(error * x)
    db = 2 * np.mean(error)
    w += 0.1 * dw  # <-
    b += 0.1 * db  # <-
    print(np.mean(error ** 2))
