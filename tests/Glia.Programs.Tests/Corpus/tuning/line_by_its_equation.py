# layers: none
import numpy as np

random = np.random.RandomState(8)
rows = random.randn(150, 4)
values = rows @ np.array([1.0, -2.0, 0.5, 3.0]) + 0.1 * random.randn(150)
weights = np.zeros(4)
for step in range(100):
    gradient = rows.T.dot(rows).dot(weights) - rows.T.dot(values)
    weights = weights - 0.002 * gradient
    if step % 20 == 0:
        print(step, np.mean((rows.dot(weights) - values) ** 2))
