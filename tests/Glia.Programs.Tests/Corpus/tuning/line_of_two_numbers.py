# layers: 1-1
# activations: linear
# expects: healthy
import numpy as np

np.random.seed(0)
x = np.random.rand(60) * 2
y = 3 * x - 1 + np.random.randn(60) * 0.1
m = 0
c = 0
rate = 0.1
n = float(len(x))
for step in range(600):
    guess = m * x + c
    dm = (-2 / n) * sum(x * (y - guess))
    dc = (-2 / n) * sum(y - guess)
    m = m - rate * dm
    c = c - rate * dc
print(m, c)
