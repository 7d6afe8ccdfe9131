"""GLIA031: exponential as a hidden activation, layer upon layer."""
from toy import *

x, label = circles(1000, seed=1)
target = label[:, None].astype(float)
np.seterr(all="ignore")
print("std of the outputs of layers 1 to 8, before training, seed 0")
for name in "exponential", "relu", "tanh":
    network = Network((2,) + (16,) * 8 + (1,), [name] * 8 + ["sigmoid"])
    network.forward(x)
    print(f"{name:12}" + " ".join(f"{a.std():8.2g}" for a in network.a[1:9]))
print("hidden layers of exponential: median std of the last one over 20 networks; networks with inf or nan at the start")
for depth in 1, 2, 3, 4:
    spreads, lost = [], 0
    for seed in range(20):
        network = Network((2,) + (16,) * depth + (1,), ["exponential"] * depth + ["sigmoid"], seed)
        network.forward(x)
        spreads.append(network.a[-2].std())
        lost += not np.isfinite(spreads[-1])
    print(f"{depth:12} {np.median(np.nan_to_num(spreads, nan=np.inf)):20.2g} {lost:15}")
for name in "relu", "tanh":
    network = Network((2,) + (16,) * 8 + (1,), [name] * 8 + ["sigmoid"])
    history = network.fit(x, target, binary_crossentropy, rate=0.1, epochs=20)
    print(f"eight layers of {name}, 20 epochs: loss {history[-1]:.3f}, accuracy {network.accuracy(x, label):.3f}")
