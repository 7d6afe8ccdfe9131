"""F63: the derivative of the softmax is applied although p - y already contains it."""
from tiny import *


class Twice(Net):
    def gradients(self, x, t):
        p = self.forward(x)
        d = (p - t) / len(x)
        d = p * (d - (d * p).sum(axis=1, keepdims=True))      # wrong: p - t was the end of it
        gw, gb = [None] * 2, [None] * 2
        gw[1], gb[1] = self.a[1].T @ d, d.sum(axis=0)
        d = (d @ self.w[1].T) * (self.z[0] > 0)
        gw[0], gb[0] = self.a[0].T @ d, d.sum(axis=0)
        return gw, gb


x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)
net = Twice([196, 64, 10], 0)
few, few_t = x[:5], t[:5]
gw, gb = net.gradients(few, few_t)
print("last bias, written / measured, classes 0 to 4:", "  ".join(f"{gb[1][i] / slope(net, few, few_t, net.b[1], i):.3f}" for i in range(5)))
for i in range(3):
    one = net.gradients(x[i:i + 1], t[i:i + 1])[0][0]
    true = Net.gradients(net, x[i:i + 1], t[i:i + 1])[0][0]
    print(f"row {i} alone: size of the w1 gradient, written {np.linalg.norm(one):.4f}, true {np.linalg.norm(true):.4f}, ratio {np.linalg.norm(one) / np.linalg.norm(true):.3f}")
print("rate  validation accuracy after 5 epochs: p - y  softmax derivative on top")
for rate in (0.1, 1.0):
    a = Net([196, 64, 10], 0).fit(x, t, rate, 5).accuracy(x_val, y_val)
    b = Twice([196, 64, 10], 0).fit(x, t, rate, 5).accuracy(x_val, y_val)
    print(f"{rate:4}  {a:41.3f}  {b:.3f}")
