"""F66: a learning rate far too small, and how the update-to-weight ratio shows it."""
from tiny import *

x, y = digits(4000, 1)
x, t = x / 255, one_hot(y, 10)

print("rate   update:weight, layer 1, 2, 3      loss at step 0, 100, 500")
for rate in (1e-6, 1e-4, 1e-2, 1e-1):
    net, rng = Net([784, 64, 64, 10], 0), np.random.default_rng(0)
    losses, ratios = [net.loss(x[:500], t[:500])], []
    for step in range(1, 501):
        rows = rng.integers(0, len(x), 64)
        gw = net.step(x[rows], t[rows], rate)
        if step > 20:
            ratios.append([rate * np.abs(g).mean() / np.abs(w).mean() for g, w in zip(gw, net.w)])
        if step in (100, 500):
            losses.append(net.loss(x[:500], t[:500]))
    print(f"{rate:.0e}  " + "  ".join(f"{r:.1e}" for r in np.median(ratios, axis=0)) + "        " + "  ".join(f"{v:.4f}" for v in losses))
