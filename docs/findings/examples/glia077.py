"""F77: dropout is still on while the network is evaluated."""
from tiny import *

x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)
rng = np.random.default_rng(5)


class Dropping(Net):
    """One hidden layer; half of its units are dropped while `training` is true."""

    training = True

    def forward(self, x):
        self.z = [x @ self.w[0] + self.b[0]]
        hidden = np.maximum(self.z[0], 0)
        self.kept = (rng.random(hidden.shape) > 0.5) / 0.5 if self.training else np.ones_like(hidden)
        self.a = [x, hidden * self.kept]
        self.a.append(softmax(self.a[1] @ self.w[1] + self.b[1]))
        return self.a[2]

    def gradients(self, x, t):
        d = (self.forward(x) - t) / len(x)
        back = (d @ self.w[1].T) * self.kept * (self.z[0] > 0)
        return [x.T @ back, self.a[1].T @ d], [back.sum(axis=0), d.sum(axis=0)]


net = Dropping([196, 64, 10], 0).fit(x, t, 0.1, 12)
print("dropout in evaluation  accuracy, five times                answers that change from run to run")
for on in (True, False):
    net.training = on
    runs = [net.forward(x_val).argmax(axis=1) for _ in range(5)]
    changed = np.mean(np.any([r != runs[0] for r in runs], axis=0))
    print(f"{'on' if on else 'off':21}  " + "  ".join(f"{np.mean(r == y_val):.3f}" for r in runs) + f"  {changed:.3f}")
net.training = True
on = net.accuracy(x, y)
net.training = False
print(f"training rows, dropout on: {on:.3f}, off: {net.accuracy(x, y):.3f}; validation rows, off: {net.accuracy(x_val, y_val):.3f}")
