"""F71: a layer that is not in the list of things to update, and a program that never steps at all."""
from tiny import *

x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)


def run(layers, steps=400):
    net, rng, losses = Net([196, 32, 32, 10], 0), np.random.default_rng(0), []
    start = [w.copy() for w in net.w]
    for step in range(steps):
        if step in (0, 1, 200):
            losses.append(net.loss(x, t))
        rows = rng.integers(0, len(x), 64)
        gw, gb = net.gradients(x[rows], t[rows])
        for l in layers:
            net.w[l] -= 0.1 * gw[l]
            net.b[l] -= 0.1 * gb[l]
    losses.append(net.loss(x, t))
    changed = [np.mean(w != s) for w, s in zip(net.w, start)]
    return losses, changed, net.accuracy(x_val, y_val)


print("updated layers   loss at step 0, 1, 200, 400           changed numbers in w1, w2, w3   validation accuracy")
for name, layers in (("1, 2, 3", (0, 1, 2)), ("2, 3", (1, 2)), ("1, 3", (0, 2)), ("3", (2,)), ("none", ())):
    losses, changed, accuracy = run(layers)
    print(f"{name:15}  " + "  ".join(f"{v:.5f}" for v in losses) + "   " + "    ".join(f"{c:6.1%}" for c in changed) + f"           {accuracy:.3f}")
