"""F58: the bias gradient is averaged, keeps one row, or is added up along the wrong axis."""
from tiny import *

x, y = blobs(640, 8, classes=4, features=2)
x = x + 8                                             # far from the origin, so the biases have work to do
t = one_hot(y, 4)
B = 32

rules = {
    "sum over rows (right)": lambda d: d.sum(axis=0),
    "mean over rows": lambda d: d.mean(axis=0),
    "first row only": lambda d: d[0],
    "sum over units": lambda d: np.full(d.shape[1], d.sum()),
}
print("bias gradient            written / measured, 4 classes        accuracy after 5, 50 epochs")
for name, rule in rules.items():
    class Variant(Net):
        def gradients(self, x, t):
            gw, _ = super().gradients(x, t)
            return gw, [rule((self.a[-1] - t) / len(x))]

    net = Variant([2, 4], 0)
    gb = net.gradients(x[:B], t[:B])[1][0]
    n = np.array([slope(net, x[:B], t[:B], net.b[0], i) for i in range(4)])
    after = [net.fit(x, t, 0.02, e, B, seed=e).accuracy(x, y) for e in (5, 45)]
    print(f"{name:23}  " + " ".join(f"{v + 0:8.3f}" for v in np.round(gb / n, 3)) + f"   {after[0]:.3f}  {after[1]:.3f}")
d = (Net([2, 4], 0).forward(x[:B]) - t[:B]) / B
print("not reduced at all: b starts as (4,), after b = b - 0.1 * d it is", (np.zeros(4) - 0.1 * d).shape)
