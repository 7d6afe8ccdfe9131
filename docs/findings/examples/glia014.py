"""GLIA014: three ways in which labels, last layer and loss do not speak the same language."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x = pixels / 255

print("1. the class number as the target of all ten outputs, squared error")
network = Network((144, 64, 10), ["relu", "linear"])
number = np.repeat(labels[:, None], 10, axis=1).astype(float)
loss = network.fit(x, number, mean_squared_error, rate=0.1, epochs=15)
output = network.forward(test_pixels / 255)
row = np.flatnonzero(test_labels == 7)[0]
print("   outputs for a 7:", " ".join(f"{v:.2f}" for v in output[row]))
print(f"   loss {loss[0]:.2f} -> {loss[-1]:.2f}, accuracy of the largest output {network.accuracy(test_pixels / 255, test_labels):.3f}")

print("2. labels 1 to 10 turned into one-hot rows")
width = (labels + 1).max() + 1
print(f"   width {width}, rows in each column", np.bincount(labels + 1, minlength=width))

print("3. labels 0 to 9 as targets of a single sigmoid unit, binary cross-entropy")
network = Network((144, 64, 1), ["relu", "sigmoid"])
loss = network.fit(x, labels[:, None].astype(float), binary_crossentropy, epochs=3)
print("   loss of epochs 1 to 3:", " ".join(f"{v:.1f}" for v in loss))
print(f"   accuracy {network.accuracy(test_pixels / 255, test_labels):.3f}, share of ones {np.mean(test_labels == 1):.3f}")

network = classifier()
network.fit(x, one_hot(labels), crossentropy_from_logits, epochs=15)
print(f"mended: one-hot rows of width 10 and cross-entropy, accuracy {network.accuracy(test_pixels / 255, test_labels):.3f}")
