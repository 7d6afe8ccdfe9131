"""GLIA002: pixels divided by 255 twice."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
print("divided  largest value      std   first layer's sums, std   loss, epochs 1, 5, 15   test accuracy")
for times in 1, 2:
    divisor = 255**times
    network = classifier()
    network.forward(pixels[:500] / divisor)
    spread = network.z[0].std()
    loss = network.fit(pixels / divisor, one_hot(labels), crossentropy_from_logits, epochs=15)
    print(f"{times:7} {pixels.max() / divisor:14.5f} {(pixels / divisor).std():8.5f} {spread:25.5f}   "
          f"{loss[0]:.3f} {loss[4]:.3f} {loss[14]:.3f} {network.accuracy(test_pixels / divisor, test_labels):15.3f}")
twice = np.unique(pixels / 255**2)
print(f"distinct values: {len(twice)}; multiplied by 255 * 255 they are whole numbers within {np.abs(twice * 255**2 - np.rint(twice * 255**2)).max():.0e}")
print("and multiplied by 255, the network sees ordinary pixels again: from", twice.min() * 255, "to", twice.max() * 255)
