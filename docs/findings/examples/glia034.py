"""GLIA034: the first layer keeps its random weights."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x, test = pixels / 255, test_pixels / 255
print("hidden   first layer   largest change of        of          last loss   test accuracy")
print("units                  a first-layer weight     a last-layer weight")
for units in 16, 64:
    for name, frozen in ("frozen", (0,)), ("trained", ()):
        network = classifier(widths=(144, units, 10))
        before = [w.copy() for w in network.w]
        loss = network.fit(x, one_hot(labels), crossentropy_from_logits, epochs=15, frozen=frozen)
        change = [np.abs(w - old).max() for w, old in zip(network.w, before)]
        print(f"{units:6}   {name:8} {change[0]:23.3f} {change[1]:23.3f} {loss[-1]:15.3f} {network.accuracy(test, test_labels):12.3f}")
