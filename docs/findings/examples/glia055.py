"""F55: the delta goes down through the wrong matrix; a gradient check by layer shows where."""
from tiny import *


class Wrong(Net):
    def gradients(self, x, t):
        p = self.forward(x)
        d = (p - t) / len(x)
        gw, gb = [None] * 3, [None] * 3
        gw[2], gb[2] = self.a[2].T @ d, d.sum(axis=0)
        d = (d @ self.w[2].T) * (1 - self.a[2] ** 2)
        gw[1], gb[1] = self.a[1].T @ d, d.sum(axis=0)
        d = (d @ self.w[1]) * (1 - self.a[1] ** 2)            # wrong: should be self.w[1].T; square, so nobody complains
        gw[0], gb[0] = self.a[0].T @ d, d.sum(axis=0)
        return gw, gb


x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)
SIZES = [196, 32, 32, 10]
few, few_t = x[:10], t[:10]
print("parameter  right: relative error   wrong: relative error")
errors = {}
for kind in (Net, Wrong):
    net = kind(SIZES, 0, hidden="tanh")
    gw, gb = net.gradients(few, few_t)
    for l in range(3):
        for name, grads, arrays in (("w", gw, net.w), ("b", gb, net.b)):
            places = [np.unravel_index(i, grads[l].shape) for i in np.abs(grads[l]).argsort(axis=None)[-10:]]
            n = np.array([slope(net, few, few_t, arrays[l], i) for i in places])
            a = np.array([grads[l][i] for i in places])
            errors[name + str(l + 1), kind] = np.linalg.norm(a - n) / max(np.linalg.norm(a), np.linalg.norm(n))
for name in ("w3", "b3", "w2", "b2", "w1", "b1"):
    print(f"{name:9}  {errors[name, Net]:21.0e}   {errors[name, Wrong]:21.0e}")
for kind, name in ((Net, "right"), (Wrong, "wrong")):
    net, after = kind(SIZES, 0, hidden="tanh"), []
    for epochs in (1, 2, 3):
        after.append(net.fit(x, t, 0.1, epochs, seed=epochs).accuracy(x_val, y_val))
    print(f"validation accuracy after 1, 3, 6 epochs, {name}: " + "  ".join(f"{a:.3f}" for a in after))
