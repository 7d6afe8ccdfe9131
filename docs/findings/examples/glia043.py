"""F43: the last bias does not fit the base rate."""
from tiny import *

x, y = digits(4000, 1, 14)
x, t = x / 255, one_hot(y, 10)
print("ten classes: last bias       loss at start  loss after 50, 200 steps  answers at start that are class 3")
for name, bias in (("zeros", 0), ("+10 for class 3", 10)):
    net, rng = Net([196, 64, 10], 0), np.random.default_rng(0)
    net.b[1][3] = bias
    same = np.mean(net.forward(x).argmax(axis=1) == 3)
    losses = [net.loss(x, t)]
    for step in range(1, 201):
        rows = rng.integers(0, len(x), 64)
        net.step(x[rows], t[rows], 0.1)
        if step in (50, 200):
            losses.append(net.loss(x, t))
    print(f"{name:27}  {losses[0]:13.3f}  {losses[1]:10.3f}  {losses[2]:12.3f}  {same:.2f}")

rng = np.random.default_rng(1)
x = rng.normal(size=(5000, 8))
y = (x[:, 0] + 0.5 * rng.normal(size=5000) > 2.2)[:, None] * 1.0
rate = y.mean()
print(f"yes/no with {rate:.3f} yes: best constant answer costs {-(rate * np.log(rate) + (1 - rate) * np.log(1 - rate)):.3f}")
for name, bias in (("0", 0), ("log-odds", np.log(rate / (1 - rate)))):
    net = Net([8, 16, 1], 0, out="sigmoid")
    net.w[1] *= 0.1
    net.b[1][:] = bias
    start = net.loss(x, y)
    net.fit(x, y, 0.05, 1, 64)
    print(f"  last bias {name:9} loss at start {start:.3f}, after one epoch {net.loss(x, y):.3f}")
