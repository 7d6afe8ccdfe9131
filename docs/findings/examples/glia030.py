"""GLIA030: the gradient that is left after passing backwards through ten sigmoid layers."""
from toy import *

x, label = circles(1000, seed=1)
target = label[:, None].astype(float)
print("gradient norm of the weights at the start, layers 1, 4, 7, 10, 11; ratio first / last")
for name in "sigmoid", "tanh", "relu":
    network = Network((2,) + (16,) * 10 + (1,), [name] * 10 + ["sigmoid"])
    norms = [np.linalg.norm(g) for g in network.gradients(x, target, binary_crossentropy)[1]]
    spread = network.a[10].std(axis=0).mean()
    history = network.fit(x, target, binary_crossentropy, rate=0.1, epochs=60)
    print(f"{name:8}" + " ".join(f"{norms[i]:.1e}" for i in (0, 3, 6, 9, 10)) + f"   {norms[0] / norms[10]:.0e}")
    print(f"        layer 10 differs between rows by {spread:.1e}; loss after 60 epochs {history[-1]:.4f} (ln 2 = 0.6931), "
          f"accuracy {network.accuracy(x, label):.3f}")
