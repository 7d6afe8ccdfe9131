"""GLIA023: a softmax layer followed by a loss that applies softmax again."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x, target = pixels / 255, one_hot(labels)
e = np.e
print("classes   largest p possible e/(e+K-1)   smallest loss ln(1+(K-1)/e)   loss of a guess ln K")
for k in 2, 3, 10, 100:
    print(f"{k:7}   {e / (e + k - 1):28.4f}   {np.log(1 + (k - 1) / e):27.3f}   {np.log(k):20.3f}")
print()
for name, last in ("softmax twice", "softmax"), ("softmax once", "linear"):
    network = Network((144, 64, 10), ["relu", last])
    history = network.fit(x, target, crossentropy_from_logits, epochs=15)
    p = softmax(network.forward(test_pixels / 255))
    print(f"{name:14} loss of epochs 1, 5, 15: {history[0]:.3f} {history[4]:.3f} {history[14]:.3f}"
          f"   largest p {p.max():.4f}   test accuracy {network.accuracy(test_pixels / 255, test_labels):.3f}")
    if last == "softmax":
        network.fit(x, target, crossentropy_from_logits, epochs=45)
        print(f"{'':14} the same after 60 epochs: test accuracy {network.accuracy(test_pixels / 255, test_labels):.3f}")
