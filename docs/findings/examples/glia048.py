"""F48: the sign of the loss, or of its gradient, is flipped."""
from tiny import *

x, y = blobs(300, 3)
t = one_hot(y, 3)

print("           loss before  after one step of 1e-6  change      slope x step")
for name, sign in (("right", 1), ("flipped", -1)):
    net = Net([2, 16, 3], 0)
    gw, gb = net.gradients(x, t)
    g = [sign * v for v in gw + gb]
    before = net.loss(x, t)
    for w, d in zip(net.w + net.b, g):
        w -= 1e-6 * d
    after = net.loss(x, t)
    print(f"{name:9}  {before:.7f}    {after:.7f}               {after - before:+.1e}    {-sign * 1e-6 * sum((v * v).sum() for v in g):+.1e}")

print("step      0      10      20      50     100   accuracy")
for name, sign in (("right", 1), ("flipped", -1)):
    net, losses = Net([2, 16, 3], 0), []
    for step in range(101):
        if step in (0, 10, 20, 50, 100):
            losses.append(net.loss(x, t))
        net.step(x, t, sign * 0.05)
    print(f"{name:7}" + " ".join(f"{v:7.3f}" for v in losses) + f"   {net.accuracy(x, y):.3f}")
