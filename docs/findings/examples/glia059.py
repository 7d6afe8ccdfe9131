"""F59: the gradient does not get past layer 2, so the layers below never learn."""
from tiny import *


class Blocked(Net):
    def gradients(self, x, t):
        gw, gb = super().gradients(x, t)
        return [0 * gw[0]] + gw[1:], [0 * gb[0]] + gb[1:]      # what a detach or a forgotten "return dx" leaves behind


x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)
print("network   w1: size of gradient, written  measured   change in 5 epochs: w1    w2      w3      validation accuracy")
for name, kind in (("whole", Net), ("blocked", Blocked)):
    net = kind([196, 32, 32, 10], 0)
    gw, _ = net.gradients(x[:20], t[:20])
    rng = np.random.default_rng(0)
    places = [(int(i), int(j)) for i, j in zip(rng.integers(0, 196, 60), rng.integers(0, 32, 60))]
    n = np.linalg.norm([slope(net, x[:20], t[:20], net.w[0], i) for i in places])
    g = np.linalg.norm([gw[0][i] for i in places])
    start = [w.copy() for w in net.w]
    net.fit(x, t, 0.1, 5)
    moved = [np.abs(w - s).mean() for w, s in zip(net.w, start)]
    print(f"{name:8}  {g:29.4f}  {n:8.4f}   {moved[0]:22.4f}  {moved[1]:.4f}  {moved[2]:.4f}  {net.accuracy(x_val, y_val):.3f}")
