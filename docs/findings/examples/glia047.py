"""F47: the loss and its gradient are summed over the rows, not averaged."""
from tiny import *

x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)


class Sum(Net):
    def loss(self, x, t):
        return super().loss(x, t) * len(x)

    def gradients(self, x, t):
        gw, gb = super().gradients(x, t)
        return [g * len(x) for g in gw], [g * len(x) for g in gb]


print("rows            loss: mean  sum      gradient norm: mean  sum")
mean, total = Net([196, 64, 10], 0), Sum([196, 64, 10], 0)
for copies in (1, 2, 4):
    xs, ts = np.tile(x[:64], (copies, 1)), np.tile(t[:64], (copies, 1))
    norm = [np.linalg.norm(n.gradients(xs, ts)[0][1]) for n in (mean, total)]
    print(f"64 rows x {copies}   {mean.loss(xs, ts):10.3f}  {total.loss(xs, ts):7.2f}  {norm[0]:19.3f}  {norm[1]:.2f}")

print("batch  rate        mean   sum     (validation accuracy after 3 epochs)")
for batch, rate in ((16, 0.1), (64, 0.1), (256, 0.1), (64, 0.1 / 64)):
    a = Net([196, 64, 10], 0).fit(x, t, rate, 3, batch).accuracy(x_val, y_val)
    b = Sum([196, 64, 10], 0).fit(x, t, rate, 3, batch).accuracy(x_val, y_val)
    print(f"{batch:5}  {rate:.6f}    {a:.3f}  {b:.3f}")
