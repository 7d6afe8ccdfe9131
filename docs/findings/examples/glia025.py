"""GLIA025: sigmoid units for classes of which exactly one is right."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x, test, target = pixels / 255, test_pixels / 255, one_hot(labels)
for name, last, loss, rate in (("sigmoid, categorical cross-entropy", "sigmoid", categorical_crossentropy, 0.1),
                               ("softmax, categorical cross-entropy", "linear", crossentropy_from_logits, 0.1),
                               ("sigmoid, binary cross-entropy", "sigmoid", binary_crossentropy, 1.0)):
    network = Network((144, 64, 10), ["relu", last])
    history = network.fit(x, target, loss, rate=rate, epochs=15)
    output = network.forward(test)
    if last == "linear":
        output = softmax(output)
    print(f"{name}, rate {rate}")
    print(f"  loss of epochs 1 and 15: {history[0]:.4f} {history[14]:.4f}; test accuracy {network.accuracy(test, test_labels):.3f}; "
          f"a row adds up to {output.sum(axis=1).mean():.2f}")
    print("  outputs for the first test image:", " ".join(f"{v:.3f}" for v in output[0]), f"(a {test_labels[0]})")
