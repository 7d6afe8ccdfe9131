"""GLIA012: rows sorted by class, no shuffling, the last fifth held out for validation."""
from toy import *

pixels, labels = digits(4000, seed=1)
order = np.argsort(labels, kind="stable")


def longest_run(values):
    edges = np.flatnonzero(np.diff(values)) + 1
    return max(len(part) for part in np.split(values, edges))


def report(name, rows, shuffle):
    x, y = pixels[rows] / 255, labels[rows]
    cut = len(x) * 4 // 5
    network = classifier()
    loss = network.fit(x[:cut], one_hot(y[:cut]), crossentropy_from_logits, epochs=15, shuffle=shuffle)
    chosen = np.bincount(network.forward(x[cut:]).argmax(axis=1), minlength=10)
    print(f"{name}: longest run of one label {longest_run(y)}")
    print("  labels in the training part  ", np.bincount(y[:cut], minlength=10))
    print("  labels in the validation part", np.bincount(y[cut:], minlength=10))
    print("  predictions on validation    ", chosen)
    print(f"  last loss {loss[-1]:.3f}, training accuracy {network.accuracy(x[:cut], y[:cut]):.3f}, "
          f"validation accuracy {network.accuracy(x[cut:], y[cut:]):.3f}")


report("sorted, batches in file order", order, shuffle=False)
report("sorted, batches shuffled", order, shuffle=True)
report("mixed before the split", np.arange(4000), shuffle=True)
