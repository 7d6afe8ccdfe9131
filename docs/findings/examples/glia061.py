"""F61: each layer is updated on the way back, before the layer below has used its old weights."""
from tiny import *

np.seterr(all="ignore")                        # two of the runs end in NaN; that is what they show


def step(net, x, t, rate, early):
    """One step by hand; returns the gradients it used."""
    d = (net.forward(x) - t) / len(x)
    gw, gb = [None] * 3, [None] * 3
    for l in (2, 1, 0):
        gw[l], gb[l] = net.a[l].T @ d, d.sum(axis=0)
        if early:
            net.w[l] -= rate * gw[l]
            net.b[l] -= rate * gb[l]
        if l > 0:
            d = (d @ net.w[l].T) * (net.z[l - 1] > 0)
    if not early:
        for l in range(3):
            net.w[l] -= rate * gw[l]
            net.b[l] -= rate * gb[l]
    return gw


x, y = digits(4000, 1, 14)
x, t = x / 255, one_hot(y, 10)
print("relative difference to the true gradient, updating on the way back")
print("rate     layer 3  layer 2  layer 1")
for rate in (0.0, 0.01, 0.1, 1.0):
    true = step(Net([196, 32, 32, 10], 0), x[:64], t[:64], rate, early=False)
    used = step(Net([196, 32, 32, 10], 0), x[:64], t[:64], rate, early=True)
    print(f"{rate:4}     " + "  ".join(f"{np.linalg.norm(u - g) / np.linalg.norm(g):7.4f}" for u, g in list(zip(used, true))[::-1]))
print("rate     accuracy after 300 steps: right  on the way back")
for rate in (0.1, 0.2, 0.3):
    result = []
    for early in (False, True):
        net, rng = Net([196, 32, 32, 10], 0), np.random.default_rng(0)
        for _ in range(300):
            rows = rng.integers(0, len(x), 64)
            step(net, x[rows], t[rows], rate, early)
        result.append(net.accuracy(x, y))
    print(f"{rate:4}  {result[0]:34.3f}  {result[1]:.3f}")
