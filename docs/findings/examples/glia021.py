"""GLIA021: three linear layers are one linear layer."""
from toy import *

x, label = circles(1000, seed=1)
target = label[:, None].astype(float)
for hidden in "linear", "relu":
    network = Network((2, 16, 16, 1), [hidden, hidden, "sigmoid"])
    history = network.fit(x, target, binary_crossentropy, rate=0.5, epochs=30)
    print(f"hidden {hidden:6}: loss of epochs 1 and 30: {history[0]:.3f} {history[29]:.3f}, accuracy {network.accuracy(x, label):.3f}")
    if hidden == "linear":
        w = network.w[0] @ network.w[1] @ network.w[2]
        b = (network.b[0] @ network.w[1] + network.b[1]) @ network.w[2] + network.b[2]
        network.forward(x)
        print(f"  337 weights and biases, and 3 say the same: w = {w[0, 0]:.3f}, {w[1, 0]:.3f}, b = {b[0]:.3f}; "
              f"largest difference over 1000 rows {np.abs(x @ w + b - network.z[2]).max():.0e}")
print(f"share of the larger class: {max(label.mean(), 1 - label.mean()):.3f}")
