"""F64: the update is added instead of subtracted."""
from tiny import *

x, y = circles(800, 1)
t = y[:, None] * 1.0
print("step             0       1       5      20     100   sum of change x gradient, step 1   accuracy")
for name, sign in (("w -= rate * g", 1), ("w += rate * g", -1)):
    net, losses, product = Net([2, 16, 1], 0, hidden="tanh", out="sigmoid"), [], 0.0
    for step in range(101):
        if step in (0, 1, 5, 20, 100):
            losses.append(net.loss(x, t))
        before = [w.copy() for w in net.w]
        gw = net.step(x, t, sign * 0.5)
        if step == 0:
            product = sum(((w - b) * g).sum() for w, b, g in zip(net.w, before, gw))
    print(f"{name:13}" + " ".join(f"{v:7.4f}" for v in losses) + f"   {product:+32.4f}   {net.accuracy(x, y):.3f}")
net = Net([2, 16, 1], 0, hidden="tanh", out="sigmoid")
before, b0 = net.w[0][0, 0], net.loss(x, t)
g = net.gradients(x, t)[0][0][0, 0]
print(f"one weight: {before:.4f}, its gradient {g:+.4f}; measured slope {slope(net, x, t, net.w[0], (0, 0)):+.4f}: the gradient is right, the update is not")
