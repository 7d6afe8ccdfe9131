"""F65: a learning rate far too large: a ladder on copies of the same network, and the units it kills."""
from tiny import *

x, y = digits(4000, 1, 14)
x, t = x / 255, one_hot(y, 10)

print("rate   loss at step 0, 10, 50, 200         update:weight  dead units  training accuracy")
for rate in (0.01, 0.1, 0.5, 4.0, 40.0):
    net, rng = Net([196, 64, 64, 10], 0), np.random.default_rng(0)
    losses, ratios = [net.loss(x, t)], []
    for step in range(1, 201):
        rows = rng.integers(0, len(x), 64)
        gw = net.step(x[rows], t[rows], rate)
        ratios.append(rate * np.abs(gw[0]).mean() / np.abs(net.w[0]).mean())
        if step in (10, 50, 200):
            losses.append(net.loss(x, t))
    net.forward(x)
    dead = np.mean(np.concatenate([(z <= 0).all(axis=0) for z in net.z[:-1]]))
    print(f"{rate:5}  " + "  ".join(f"{v:7.3f}" for v in losses) + f"  {np.median(ratios[:20]):13.1e}  {dead:10.2f}  {net.accuracy(x, y):.3f}")
