"""F50: a softmax that normalises over the rows of the batch instead of over the classes."""
from tiny import *

x, y = digits(4000, 1, 14)
x, t = x / 255, one_hot(y, 10)
net = Net([196, 64, 10], 0)


def wrong_softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0, keepdims=True)


net.forward(x[:8])
z = net.z[-1]
right, wrong = softmax(z), wrong_softmax(z)
print("sum of row 0, 1, 2, 3:   right", " ".join(f"{s:.3f}" for s in right.sum(axis=1)[:4]), "  wrong", " ".join(f"{s:.3f}" for s in wrong.sum(axis=1)[:4]))
print("sum of column 0, 1:      right", " ".join(f"{s:.3f}" for s in right.sum(axis=0)[:2]), "              wrong", " ".join(f"{s:.3f}" for s in wrong.sum(axis=0)[:2]))
print("row 0, class 0:  in a batch of 8  in a batch of 2  alone")
for name, f in (("right", softmax), ("wrong", wrong_softmax)):
    print(f"  {name:14} {f(z)[0, 0]:14.4f}  {f(z[:2])[0, 0]:15.4f}  {f(z[:1])[0, 0]:.4f}")


class Wrong(Net):
    def forward(self, x):
        super().forward(x)
        self.a[-1] = wrong_softmax(self.z[-1])
        return self.a[-1]


right = Net([196, 64, 10], 0).fit(x, t, 0.1, 5, 64)
wrong = Wrong([196, 64, 10], 0).fit(x, t, 0.1, 5, 64)
alone = np.mean([wrong.forward(row[None])[0].argmax() == c for row, c in zip(x[:500], y)])
print(f"accuracy after 5 epochs: right {right.accuracy(x, y):.3f}, wrong in one big batch {wrong.accuracy(x, y):.3f}, wrong row by row {alone:.3f}")
