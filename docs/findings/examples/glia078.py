"""F78: the accuracy is measured on rows the network was trained on."""
from tiny import *

x, y = digits(600, 1, 14)
x_new, y_new = digits(2000, 2, 14)
x, x_new = x / 255, x_new / 255


def shared(a, b):
    known = {row.tobytes() for row in a}
    return np.mean([row.tobytes() in known for row in b])


def run(name, train, labels, check, truth):
    net = Net([196, 64, 10], 0).fit(train, one_hot(labels, 10), 0.1, 60)
    print(f"{name:34} {shared(train, check):18.2f}  {net.accuracy(check, truth):16.3f}  {net.accuracy(x_new, y_new):.3f}")


print("validation rows are                shared with train  accuracy on them  on 2000 new rows")
run("the last 120, held out", x[:480], y[:480], x[480:], y[480:])
run("the training rows themselves", x, y, x, y)
run("the last 120, also trained on", x, y, x[480:], y[480:])
x3, y3 = np.repeat(x, 3, axis=0), np.repeat(y, 3)
order = np.random.default_rng(0).permutation(len(x3))
run("split after copying each row 3x", x3[order[:1440]], y3[order[:1440]], x3[order[1440:]], y3[order[1440:]])
