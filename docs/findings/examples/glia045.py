"""F45: mean squared error on a classifier: how hard each loss pushes when the network is wrong and sure of it."""
from tiny import *

print("probability of the right class   push on its logit: cross-entropy   squared error")
for right in (0.5, 0.1, 0.01, 0.0001):
    p, t = np.array([right, 1 - right]), np.array([1.0, 0.0])
    d = (p - t)                                   # mean over the two outputs of (p - t)^2 has this slope by p
    print(f"{right:30}   {abs(p[0] - t[0]):33.4f}   {abs(p[0] * (d[0] - (d * p).sum())):13.4f}")


class Squared(Net):
    def gradients(self, x, t):
        p = self.forward(x)
        dp = 2 * (p - t) / t.size
        d = p * (dp - (dp * p).sum(axis=1, keepdims=True))
        gw, gb = [None] * 2, [None] * 2
        gw[1], gb[1] = self.a[1].T @ d, d.sum(axis=0)
        d = (d @ self.w[1].T) * (self.z[0] > 0)
        gw[0], gb[0] = self.a[0].T @ d, d.sum(axis=0)
        return gw, gb


x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)
print("loss            rate  validation accuracy after 1, 5, 10 epochs")
for name, kind, rate in (("cross-entropy", Net, 0.1), ("squared error", Squared, 0.1), ("squared error", Squared, 3.0)):
    net, after = kind([196, 64, 10], 0), []
    for epochs in (1, 4, 5):
        after.append(net.fit(x, t, rate, epochs, 64, seed=epochs).accuracy(x_val, y_val))
    print(f"{name:14}  {rate:4}  " + "  ".join(f"{a:.3f}" for a in after))
