"""GLIA015: equal rows with different labels set a ceiling that no network can pass."""
from toy import *

random = np.random.RandomState(1)
# answers to six yes/no questions: 64 different rows are possible, so 2,000 rows repeat each other
x = (random.rand(2000, 6) < 0.5).astype(float)
clear = (x[:, 0] + x[:, 1] + x[:, 2] >= 2).astype(int)
label = np.where(random.rand(2000) < 0.15, 1 - clear, clear)


def ceiling(x, y):
    """The accuracy of whoever answers each distinct row with its most frequent label."""
    _, group = np.unique(x, axis=0, return_inverse=True)
    counts = np.zeros((group.max() + 1, y.max() + 1), dtype=int)
    np.add.at(counts, (group, y), 1)
    mixed = (counts > 0).sum(axis=1) > 1
    return counts.max(axis=1).sum() / len(y), len(counts), mixed.sum(), counts


best, distinct, mixed, counts = ceiling(x, label)
print(f"2000 rows, {distinct} distinct inputs, {mixed} of them with both labels; for instance one input with {counts[5][0]} times 0 and {counts[5][1]} times 1")
print(f"majority class {max(label.mean(), 1 - label.mean()):.3f}; ceiling {best:.3f}")
for widths in (6, 4, 1), (6, 64, 1), (6, 256, 64, 1):
    network = Network(widths, ["relu"] * (len(widths) - 2) + ["sigmoid"])
    network.fit(x, label[:, None].astype(float), binary_crossentropy, rate=0.3, batch=50, epochs=30)
    print(f"network {'-'.join(map(str, widths)):12} training accuracy {network.accuracy(x, label):.3f}")
