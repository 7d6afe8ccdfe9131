"""GLIA008: labels divided by 255 together with the pixels; the cast to integers makes every one of them 0."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
spoiled = (labels / 255).astype(int)
print("labels 0 to 9, counts:          ", np.bincount(labels, minlength=10))
print("after / 255, the distinct values:", len(np.unique(labels / 255)), "between", (labels / 255).min(), "and", round((labels / 255).max(), 4))
print("after the cast, counts:          ", np.bincount(spoiled, minlength=10))
network = classifier()
loss = network.fit(pixels / 255, one_hot(spoiled), crossentropy_from_logits, epochs=5)
print("loss of epochs 1 to 5:           ", " ".join(f"{v:.5f}" for v in loss))
print("accuracy on the spoiled labels:  ", network.accuracy(pixels / 255, spoiled))
print("accuracy on true test labels:    ", network.accuracy(test_pixels / 255, test_labels))
print("share of zeros in the test part: ", np.mean(test_labels == 0))
