"""GLIA028: one output unit, or two, for three classes."""
from toy import *


def blobs(count, seed):
    random = np.random.RandomState(seed)
    label = random.randint(3, size=count)
    centres = np.array([[0.0, 1.5], [1.4, -1.0], [-1.4, -1.0]])
    return centres[label] + random.normal(0, 0.5, (count, 2)), label


x, label = blobs(900, seed=1)
test, test_label = blobs(900, seed=2)
print("share of each class:", " ".join(f"{v:.3f}" for v in np.bincount(label) / 900))
network = Network((2, 16, 1), ["relu", "sigmoid"])
loss = network.fit(x, label[:, None].astype(float), binary_crossentropy, rate=0.3, epochs=20)
print(f"{'1 sigmoid unit, labels 0 1 2:':31} loss {loss[0]:.3f} -> {loss[-1]:.3f}, test accuracy {network.accuracy(test, test_label):.3f}")
two = one_hot(np.minimum(label, 1), 2)
network = Network((2, 16, 2), ["relu", "linear"])
loss = network.fit(x, two, crossentropy_from_logits, rate=0.3, epochs=20)
print(f"{'2 units, class 2 folded into 1:':31} loss {loss[0]:.3f} -> {loss[-1]:.3f}, test accuracy {network.accuracy(test, test_label):.3f}")
for width in 3, 10:
    network = Network((2, 16, width), ["relu", "linear"])
    loss = network.fit(x, one_hot(label, width), crossentropy_from_logits, rate=0.3, epochs=20)
    print(f"{str(width) + ' units:':31} loss {loss[0]:.3f} -> {loss[-1]:.3f}, test accuracy {network.accuracy(test, test_label):.3f}")
