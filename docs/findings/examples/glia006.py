"""GLIA006: house prices in euros as the targets of a regression."""
from toy import *

random = np.random.RandomState(1)
x = random.uniform(-1, 1, (800, 3))
price = 240_000 + 90_000 * x[:, :1] + 60_000 * x[:, 1:2] * x[:, 2:] + random.normal(0, 8_000, (800, 1))
train, test = slice(0, 600), slice(600, 800)
mean, std = price[train].mean(), price[train].std()
print(f"targets: mean {mean:.0f}, std {std:.0f}")


def explained(prediction):
    return 1 - np.mean((prediction - price[test]) ** 2) / price[test].var()


for name, shift, unit, rate in (("euros, rate 0.05", 0, 1, 0.05), ("euros, rate 1e-10", 0, 1, 1e-10),
                                ("thousands, rate 0.05", 0, 1000, 0.05), ("standardized, rate 0.05", mean, std, 0.05)):
    network = Network((3, 32, 1), ["relu", "linear"])
    y = (price - shift) / unit
    with np.errstate(all="ignore"):
        before = mean_squared_error(network.forward(x[train]), y[train])[0]
        history = network.fit(x[train], y[train], mean_squared_error, rate=rate, epochs=60)
        share = explained(network.forward(x[test]) * unit + shift)
    print(f"{name:24} loss at the start {before:9.3g}, after 1 epoch {history[0]:9.3g}, after 60 {history[-1]:9.3g}; explained {share:.3f}")
