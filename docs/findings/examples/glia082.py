"""F82: the evaluation loop takes optimizer steps."""
import zlib

from tiny import *

x, y = digits(600, 1, 14)
x_test, y_test = digits(200, 2, 14)
x_new, y_new = digits(2000, 3, 14)
x, x_test, x_new = x / 255, x_test / 255, x_new / 255
t, t_test = one_hot(y, 10), one_hot(y_test, 10)


def checksum(net):
    return zlib.crc32(b"".join(a.astype("<f4").tobytes() for a in net.w + net.b))


print("evaluation      weights touched  epoch 10: test  new rows   epoch 40: test  new rows")
for name, steps in (("only looks", False), ("takes steps", True)):
    net, shown, touched = Net([196, 64, 10], 0), [], False
    for epoch in range(1, 41):
        net.fit(x, t, 0.1, 1, seed=epoch)
        before = checksum(net)
        hits = 0
        for i in range(0, len(x_test), 32):
            rows, truth = x_test[i:i + 32], t_test[i:i + 32]
            hits += np.sum(net.forward(rows).argmax(axis=1) == y_test[i:i + 32])
            if steps:
                net.step(rows, truth, 0.1)        # copied from the training loop
        touched |= checksum(net) != before
        if epoch in (10, 40):
            shown += [hits / len(x_test), net.accuracy(x_new, y_new)]
    print(f"{name:14}  {'yes' if touched else 'no':15}  {shown[0]:14.3f}  {shown[1]:8.3f}   {shown[2]:14.3f}  {shown[3]:8.3f}")
