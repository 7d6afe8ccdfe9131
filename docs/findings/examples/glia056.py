"""F56: the ReLU derivative is taken from the sign of the gradient instead of the sign of z."""
from tiny import *


class Wrong(Net):
    def gradients(self, x, t):
        p = self.forward(x)
        d = (p - t) / len(x)
        gw, gb = [None] * 3, [None] * 3
        for l in (2, 1, 0):
            gw[l], gb[l] = self.a[l].T @ d, d.sum(axis=0)
            if l > 0:
                up = d @ self.w[l].T
                d = up * (up > 0)                # wrong: should be (self.z[l - 1] > 0)
                self.up = up
        return gw, gb


x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)

net = Wrong([196, 32, 32, 10], 0)
few, few_t = x[:20], t[:20]
gw, _ = net.gradients(few, few_t)
print("layer  hand-written  measured   relative error")
rng = np.random.default_rng(0)
for l in range(3):
    flat = np.abs(gw[l]).argsort(axis=None)[-40:]
    at = [np.unravel_index(f, gw[l].shape) for f in rng.choice(flat, 10, replace=False)]
    n = np.array([slope(net, few, few_t, net.w[l], i) for i in at])
    a = np.array([gw[l][i] for i in at])
    print(f"{l + 1:5}  {np.linalg.norm(a):12.6f}  {np.linalg.norm(n):.6f}   {np.linalg.norm(a - n) / max(np.linalg.norm(a), np.linalg.norm(n)):.1e}")

net.gradients(few, few_t)
up, z = net.up, net.z[0]
print(f"hidden layer 1, 20 rows x 32 units: {np.sum(up <= 0)} entries zeroed; {np.sum((up <= 0) & (z > 0))} of them have z > 0")
print("epochs  wrong  right")
for epochs in (1, 5):
    wrong = Wrong([196, 32, 32, 10], 0).fit(x, t, 0.1, epochs).accuracy(x_val, y_val)
    right = Net([196, 32, 32, 10], 0).fit(x, t, 0.1, epochs).accuracy(x_val, y_val)
    print(f"{epochs:6}  {wrong:.3f}  {right:.3f}")
