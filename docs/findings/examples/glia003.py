"""GLIA003: a column that never changes, and what standardizing makes of it."""
from toy import *

random = np.random.RandomState(1)
x = random.normal(50, 10, (500, 4))
x[:, 2] = 7.0
label = (x[:, 0] + x[:, 1] > 100).astype(int)
target = label[:, None].astype(float)
mean, std = x.mean(axis=0), x.std(axis=0)
print("std of the columns:", " ".join(f"{s:.2f}" for s in std))
for name, divisor in ("divided by the std as it is", std), ("a std of 0 replaced by 1", np.where(std == 0, 1, std)), ("column dropped", None):
    if divisor is None:
        inputs = ((x - mean) / np.where(std == 0, 1, std))[:, [0, 1, 3]]
    else:
        with np.errstate(invalid="ignore"):
            inputs = (x - mean) / divisor
    network = Network((inputs.shape[1], 8, 1), ["relu", "sigmoid"])
    with np.errstate(invalid="ignore"):
        loss = network.fit(inputs, target, binary_crossentropy, rate=0.3, epochs=20)
    print(f"{name:28} nan in the inputs: {np.isnan(inputs).sum():3}   loss after 20 epochs: {loss[-1]:.3f}   "
          f"accuracy {network.accuracy(inputs, label):.3f}")

x[3, 2] = 7.001
mean, std = x.mean(axis=0), x.std(axis=0)
print(f"one row of 500 differs by 0.001: std {std[2]:.6f}, and that row becomes {(x[3, 2] - mean[2]) / std[2]:.1f} after standardizing")
