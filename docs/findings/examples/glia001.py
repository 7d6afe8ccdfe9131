"""GLIA001: the same network on pixels 0 to 255 and on pixels 0 to 1."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
print("inputs            first layer's sums, std   loss, epochs 1, 2, 15     test accuracy")
for name, divisor in ("0 to 255 (raw)", 1), ("0 to 1 (/255)", 255):
    network = classifier()
    network.forward(pixels[:500] / divisor)
    spread = network.z[0].std()
    loss = network.fit(pixels / divisor, one_hot(labels), crossentropy_from_logits, rate=0.1, epochs=15)
    accuracy = network.accuracy(test_pixels / divisor, test_labels)
    print(f"{name:16}  {spread:23.2f}   {loss[0]:8.3f} {loss[1]:7.3f} {loss[14]:7.3f}   {accuracy:12.3f}")
    hidden = network.a[1]
    print(f"{'':18}hidden units that are 0 for every test image: {np.sum((hidden == 0).all(axis=0))} of 64")
