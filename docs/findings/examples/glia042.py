"""F42: first weights so small that the signal dies out layer by layer."""
from tiny import *

x, y = circles(1000, 1)
x_val, y_val = circles(1000, 2)
sizes = [2] + [16] * 8 + [1]

print("init         std of the output of hidden layer 1, 3, 5, 8        gradient first/last  accuracy after 20, 60 epochs")
for name, scale in (("U(+-0.05)", 0.05 / np.sqrt(3)), ("N(0, 0.01)", 0.01), ("He", None)):
    net = Net(sizes, 0, out="sigmoid", scale=scale)
    net.forward(x)
    stds = [net.a[l].std() for l in (1, 3, 5, 8)]
    gw, _ = net.gradients(x, y[:, None])
    ratio = np.abs(gw[0]).mean() / np.abs(gw[-1]).mean()
    after = [net.fit(x, y[:, None], 0.1, e, 32, seed=e).accuracy(x_val, y_val) for e in (20, 40)]
    print(f"{name:11}  " + "  ".join(f"{s:9.1e}" for s in stds) + f"  {ratio:23.1e}  " + "  ".join(f"{a:.3f}" for a in after))
