"""GLIA005: the training images are scaled, the test images are not; and a scaler fitted a second time on the test part."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x = pixels / 255
network = classifier()
network.fit(x, one_hot(labels), crossentropy_from_logits, epochs=15)
print("test part given as     mean    std    max   accuracy    loss")
for name, test in ("same transform", test_pixels / 255), ("raw, never divided", test_pixels), ("divided twice", test_pixels / 255**2):
    loss = crossentropy_from_logits(network.forward(test), one_hot(test_labels))[0]
    print(f"{name:20}{test.mean():7.2f}{test.std():7.2f}{test.max():7.2f}{network.accuracy(test, test_labels):11.3f}{loss:8.2f}")
print()
mean, std = pixels.mean(axis=0), pixels.std(axis=0)
network = classifier()
network.fit((pixels - mean) / std, one_hot(labels), crossentropy_from_logits, rate=0.03, epochs=15)
def standardize(images, source):
    return (images - source.mean(axis=0)) / (source.std(axis=0) + 1e-9)
print("standardized with the means and stds of    accuracy")
print(f"the training part, 1000 test rows{network.accuracy(standardize(test_pixels, pixels), test_labels):18.3f}")
sevens = test_pixels[test_labels == 7]
print(f"the training part, test rows that are 7{network.accuracy(standardize(sevens, pixels), np.full(len(sevens), 7)):12.3f}")
print(f"the rows that are 7 themselves{network.accuracy(standardize(sevens, sevens), np.full(len(sevens), 7)):21.3f}")
