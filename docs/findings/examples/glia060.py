"""F60: gradients are added to those of all steps before and never set to zero."""
from tiny import *

x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)

net = Net([196, 64, 10], 0)
sums = [0 * w for w in net.w]
print("backward on the same 64 rows, norm of the w1 gradient:", end="")
for _ in range(3):
    sums = [s + g for s, g in zip(sums, net.gradients(x[:64], t[:64])[0])]
    print(f"  {np.linalg.norm(sums[0]):.4f}", end="")
print("\nstep       1     10     50    100    200    400   validation accuracy")
for name, keep in (("zeroed", 0), ("kept", 1)):
    net, rng, norms = Net([196, 64, 10], 0), np.random.default_rng(0), []
    sw, sb = [0 * w for w in net.w], [0 * b for b in net.b]
    for step in range(1, 401):
        rows = rng.integers(0, len(x), 64)
        gw, gb = net.gradients(x[rows], t[rows])
        sw, sb = [keep * s + g for s, g in zip(sw, gw)], [keep * s + g for s, g in zip(sb, gb)]
        for l in range(2):
            net.w[l] -= 0.1 * sw[l]
            net.b[l] -= 0.1 * sb[l]
        if step in (1, 10, 50, 100, 200, 400):
            norms.append(np.linalg.norm(sw[0]))
    print(f"{name:6}" + " ".join(f"{n:6.2f}" for n in norms) + f"   {net.accuracy(x_val, y_val):.3f}")
