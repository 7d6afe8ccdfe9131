"""GLIA027: softmax as a hidden activation."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x, test = pixels / 255, test_pixels / 255
for hidden in "softmax", "relu":
    network = Network((144, 64, 64, 10), [hidden, hidden, "linear"])
    gradient = network.gradients(x[:500], one_hot(labels[:500]), crossentropy_from_logits)[1]
    layer = network.a[2]
    print(f"hidden {hidden}: before training")
    print(f"  second hidden layer: mean {layer.mean():.5f} (1/64 = {1 / 64:.5f}), a unit differs between images by {layer.std(axis=0).mean():.5f}")
    print(f"  gradient norms of the three weight matrices: {' '.join(f'{np.linalg.norm(g):.5f}' for g in gradient)}")
    loss = network.fit(x, one_hot(labels), crossentropy_from_logits, epochs=15)
    print(f"  loss of epochs 1 and 15: {loss[0]:.3f} {loss[14]:.3f}; test accuracy {network.accuracy(test, test_labels):.3f}")
