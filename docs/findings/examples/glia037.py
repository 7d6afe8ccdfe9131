"""GLIA037: too small for the task, and too large for the data."""
from toy import *

x, label = circles(600, seed=1)
test, test_label = circles(2000, seed=2)
print("two rings, 600 rows; 20 of them to be learned by heart; best of the rates 0.1 and 1")
print("network        weights   20 rows: loss, accuracy   600 rows: training, test accuracy")
few = np.arange(20)
for widths in (2, 1), (2, 2, 1), (2, 3, 1), (2, 16, 1):
    best = (9, 0)
    for rate in 0.1, 1.0:
        network = Network(widths, ["tanh"] * (len(widths) - 2) + ["sigmoid"], seed=1)
        loss = network.fit(x[few], label[few, None], binary_crossentropy, rate=rate, batch=20, epochs=1500)
        best = min(best, (loss[-1], network.accuracy(x[few], label[few])))
    network = Network(widths, ["tanh"] * (len(widths) - 2) + ["sigmoid"], seed=1)
    network.fit(x, label[:, None], binary_crossentropy, rate=0.5, batch=50, epochs=100)
    size = sum(p.size for p in network.w + network.b)
    print(f"{'-'.join(map(str, widths)):12} {size:9} {best[0]:15.3f} {best[1]:9.3f} {network.accuracy(x, label):18.3f} {network.accuracy(test, test_label):7.3f}")

print("30 columns, 3 of them matter, 60 rows")
random = np.random.RandomState(3)


def table(count):
    x = random.normal(0, 1, (count, 30))
    return x, (x[:, 0] + x[:, 1] + x[:, 2] + random.normal(0, 0.5, count) > 0).astype(int)


(x, label), (test, test_label) = table(60), table(2000)
for widths in (30, 128, 128, 1), (30, 1):
    network = Network(widths, ["relu"] * (len(widths) - 2) + ["sigmoid"])
    network.fit(x, label[:, None], binary_crossentropy, rate=0.1, batch=20, epochs=60)
    size = sum(p.size for p in network.w + network.b)
    print(f"{'-'.join(map(str, widths)):12} {size:9}   training {network.accuracy(x, label):.3f}, test {network.accuracy(test, test_label):.3f}")
