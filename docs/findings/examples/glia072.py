"""F72: one row a step, a usual batch, all rows at once: five epochs each."""
from tiny import *

x, y = digits(2000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)
print("batch  rate  steps an epoch  training loss  validation accuracy  spread of the gradient, share of its size")
for batch, rate in ((1, 0.5), (1, 0.01), (32, 0.1), (256, 0.1), (2000, 0.1), (2000, 1.0)):
    net = Net([196, 32, 10], 0)
    whole = net.gradients(x, t)[0][0]
    rng = np.random.default_rng(1)
    parts = [net.gradients(x[r], t[r])[0][0] for r in (rng.integers(0, 2000, batch) for _ in range(5))] if batch < 2000 else [whole]
    spread = np.mean([np.linalg.norm(p - whole) for p in parts]) / np.linalg.norm(whole)
    net.fit(x, t, rate, 5, batch)
    print(f"{batch:5}  {rate:4}  {-(-2000 // batch):14}  {net.loss(x, t):13.3f}  {net.accuracy(x_val, y_val):19.3f}  {spread:.2f}")
