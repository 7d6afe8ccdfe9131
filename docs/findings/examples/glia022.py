"""GLIA022: cross-entropy that expects probabilities, given raw outputs."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x, target = pixels / 255, one_hot(labels)
print(f"loss of one row at the clip, -ln(1e-7): {-np.log(TINY):.3f}")
for name, loss in ("raw outputs into probabilities' loss", categorical_crossentropy), ("from logits", crossentropy_from_logits):
    network = classifier()
    output = network.forward(x)
    own = output[np.arange(len(x)), labels]
    print(f"{name}")
    if loss is categorical_crossentropy:
        print(f"  before training: outputs from {output.min():.2f} to {output.max():.2f}; "
              f"{np.mean((own <= TINY) | (own >= 1 - TINY)):.3f} of the rows are clipped and give no gradient")
    history = network.fit(x, target, loss, epochs=15)
    output = network.forward(x)
    print("  loss of epochs 1, 2, 15:", *(f"{history[i]:.3f}" for i in (0, 1, 14)))
    print(f"  outputs of the first row: {' '.join(f'{v:.2f}' for v in output[0])} (label {labels[0]})")
    print(f"  test accuracy {network.accuracy(test_pixels / 255, test_labels):.3f}")
