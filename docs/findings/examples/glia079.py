"""F79: the network that is evaluated is not the one that was trained."""
import zlib

from tiny import *

x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)


def checksum(net):
    return zlib.crc32(b"".join(a.astype("<f4").tobytes() for a in net.w + net.b))


trained = Net([196, 64, 10], 0).fit(x, t, 0.1, 10)
again = Net([196, 64, 10], 7)                     # build() called a second time
swapped = Net([196, 64, 10], 0)                   # a file loaded into another layout: same sizes, other order
swapped.w = [trained.w[0].reshape(64, 196).T, trained.w[1]]
swapped.b = trained.b
same = len({checksum(trained), checksum(Net([196, 64, 10], 0).fit(x, t, 0.1, 10))}) == 1

print("network                 weights equal to the trained  training rows  validation rows")
for name, net in (("trained", trained), ("built again", again), ("loaded in wrong layout", swapped)):
    print(f"{name:24}{'yes' if checksum(net) == checksum(trained) else 'no':28}  {net.accuracy(x, y):13.3f}  {net.accuracy(x_val, y_val):.3f}")
print("trained twice from the same seed, equal:", "yes" if same else "no")
