"""F52: an L2 penalty so strong that the network cares more for small weights than for the data."""
from tiny import *

x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)

print("lambda  penalty/data gradient, first epoch  size of w1, start and end  data loss  training, validation accuracy")
for lam in (0.0, 1e-4, 1e-2, 1e-1):
    net, rng, ratios = Net([196, 64, 10], 0), np.random.default_rng(0), []
    start = np.abs(net.w[0]).mean()
    for step in range(630):
        rows = rng.integers(0, len(x), 64)
        gw, gb = net.gradients(x[rows], t[rows])
        penalty = [2 * lam * w for w in net.w]
        if step < 63:
            ratios.append(np.linalg.norm(penalty[0]) / np.linalg.norm(gw[0]))
        for l in range(2):
            net.w[l] -= 0.1 * (gw[l] + penalty[l])
            net.b[l] -= 0.1 * gb[l]
    print(f"{lam:6}  {np.median(ratios):34.3f}  {start:.3f}, {np.abs(net.w[0]).mean():17.4f}  {net.loss(x, t):9.3f}  {net.accuracy(x, y):.3f}, {net.accuracy(x_val, y_val):.3f}")
