"""F46: cross-entropy for a target that is a value."""
from tiny import *

rng = np.random.default_rng(0)
x = rng.normal(size=(1000, 3))
y = (20 + 5 * x[:, :1] - 3 * x[:, 1:2] + rng.normal(size=(1000, 1)))
print(f"target: mean {y.mean():.2f}, smallest {y.min():.2f}, largest {y.max():.2f}, different values {len(np.unique(y))}")

p = np.clip(np.array([0.5, 0.9, 0.999, 1 - 1e-7]), 1e-7, 1 - 1e-7)
print("binary cross-entropy of the answer p for the target 23.0:", "  ".join(f"p={v:.4g}: {-(23 * np.log(v) + (1 - 23) * np.log(1 - v)):.1f}" for v in p))
one = np.ones(1)
print("softmax over one unit, target 23.0: output", f"{softmax(np.array([[-4.2]]))[0, 0]:.1f}, loss {abs(23 * np.log(one)[0]):.1f}, whatever the weights are")

net = Net([3, 16, 1], 0, out="sigmoid")
net.fit(x, y, 0.01, 5)
print(f"sigmoid + binary cross-entropy: outputs {net.forward(x).min():.3f} to {net.forward(x).max():.3f}, mean absolute error {np.mean(np.abs(net.forward(x) - y)):.2f}, loss {net.loss(x, y):.1f}")
net = Net([3, 16, 1], 0, out="linear")
net.fit(x, (y - y.mean()) / y.std(), 0.05, 20)
print(f"linear + mean squared error:    mean absolute error {np.mean(np.abs(net.forward(x) * y.std() + y.mean() - y)):.2f}")
