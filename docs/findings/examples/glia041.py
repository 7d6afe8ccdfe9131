"""F41: weights and biases drawn from N(0,1) on 784 inputs."""
from tiny import *

x, y = digits(4000, 1)
x_val, y_val = digits(1000, 2)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)

print(f"ln 10 = {np.log(10):.3f}")
print("init       loss at start  std of logits  rows with a class above 0.99  val. accuracy after 1, 3 epochs")
for name, scale in (("N(0,1)", 1.0), ("He normal", None)):
    net = Net([784, 200, 200, 10], 0, scale=scale)
    if scale:
        net.b = [np.random.default_rng(1).normal(size=b.shape) for b in net.b]
    p = net.forward(x[:500])
    logits, sure = net.z[-1], np.mean(p.max(axis=1) > 0.99)
    # The loss straight from the logits, without the usual clipping, which would hide how large it is.
    exact = np.mean(np.log(np.exp(logits - logits.max(axis=1, keepdims=True)).sum(axis=1)) + logits.max(axis=1) - (logits * t[:500]).sum(axis=1))
    after = [net.fit(x, t, 0.05, e, 64, seed=e).accuracy(x_val, y_val) for e in (1, 2)]
    print(f"{name:9}  {exact:13.2f}  {logits.std():13.2f}  {sure:28.3f}  {after[0]:.3f}, {after[1]:.3f}")
