"""F68: settings of the optimizer that change the effective rate by orders of magnitude."""
from optimizers import Adam, Sgd, run
from tiny import *

print("decay: rate / (1 + decay x step), from 0.1   step 1   100      1000      10000")
for decay in (1e-6, 1e-4, 0.1):
    print(f"  decay {decay:<37}" + "  ".join(f"{0.1 / (1 + decay * s):.6f}" for s in (1, 100, 1000, 10000)))
print("momentum: how far a steady gradient of 1 moves in the end, at rate 0.01")
for m in (0.0, 0.9, 0.99, 0.999):
    print(f"  momentum {m:<5}  {0.01 / (1 - m):8.2f} a step, half of it reached after {np.log(0.5) / np.log(m) if m else 0:.0f} steps")
print("Adam 0.001: size of the first step for a gradient of  0.01      1e-08     1e-12")
for eps in (1e-7, 1e-16):
    print(f"  epsilon {eps:<42}" + "  ".join(f"{abs(Adam(0.001, eps).change('w', np.float64(g))):.1e}" for g in (0.01, 1e-8, 1e-12)))

x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)
print("196-64-10, 400 steps: validation accuracy")
for name, optimizer, scale in (("SGD 0.1", Sgd(0.1), lambda s: 1), ("SGD 0.1, decay 0.1", Sgd(0.1), lambda s: 1 / (1 + 0.1 * s)),
                               ("SGD 0.1, momentum 0.9", Sgd(0.1, 0.9), lambda s: 1), ("SGD 0.1, momentum 0.999", Sgd(0.1, 0.999), lambda s: 1)):
    print(f"  {name:24} {run(Net([196, 64, 10], 0), x, t, optimizer, 400, scale=scale).accuracy(x_val, y_val):.3f}")
