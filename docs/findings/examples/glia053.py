"""F53: nothing holds a large network back from learning a small noisy set by heart."""
from tiny import *

rng = np.random.default_rng(4)
rule = rng.normal(size=(30, 1)) * (np.arange(30) < 4)[:, None]        # four of the thirty columns matter


def rows(n):
    x = rng.normal(size=(n, 30))
    return x, (x @ rule + 1.0 * rng.normal(size=(n, 1)) > 0) * 1.0


x, t = rows(150)
x_val, t_val = rows(2000)


def run(lam, epochs=120):
    net, order, curve = Net([30, 64, 1], 0, out="sigmoid"), np.random.default_rng(0), []
    for _ in range(epochs):
        for part in np.array_split(order.permutation(len(x)), 5):
            gw, gb = net.gradients(x[part], t[part])
            for l in range(2):
                net.w[l] -= 0.2 * (gw[l] + 2 * lam * net.w[l])
                net.b[l] -= 0.2 * gb[l]
        curve.append((net.loss(x, t), net.loss(x_val, t_val), net.accuracy(x_val, t_val[:, 0])))
    return curve


plain, held = run(0), run(0.03)
print("epoch             1      5     10     30     60    120")
for name, curve, part in (("train loss", plain, 0), ("val. loss", plain, 1), ("val. accuracy", plain, 2), ("with L2 0.03:", None, 0),
                          ("train loss", held, 0), ("val. loss", held, 1), ("val. accuracy", held, 2)):
    print(f"{name:13}" + ("" if curve is None else " ".join(f"{curve[e - 1][part]:6.3f}" for e in (1, 5, 10, 30, 60, 120))))
best = int(np.argmin([c[1] for c in plain])) + 1
print(f"early stopping would have kept epoch {best}: val. loss {plain[best - 1][1]:.3f}, accuracy {plain[best - 1][2]:.3f}")
