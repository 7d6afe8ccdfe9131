"""F40: every weight starts with the same number."""
from tiny import *

x, y = digits(4000, 1, 14)
x, t = x / 255, one_hot(y, 10)


def different_columns(w):
    return len(np.unique(np.round(w, 12), axis=1).T)


print("first weights        different columns, of 32, in:  w1 after 1 step  w1 after 5 epochs  accuracy")
for name, value, last in (("all 0", 0, 0), ("all 0.01", 0.01, 0.01), ("He, last layer 0", None, 0), ("He", None, None)):
    net = Net([196, 32, 10], 0)
    for l, v in ((0, value), (1, last)):
        if v is not None:
            net.w[l][:] = v
    net.step(x[:64], t[:64], 0.1)
    one = different_columns(net.w[0])
    net.fit(x, t, 0.1, 5, 64)
    print(f"{name:20} {one:45}  {different_columns(net.w[0]):17}  {net.accuracy(x, y):.3f}")
