"""F69: the gradient is clipped so low that every step is clipped."""
from tiny import *

x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)
print("clip at  clipped steps  typical norm before  loss after 100, 400 steps  validation accuracy")
for limit in (None, 5.0, 0.5, 0.01):
    net, rng, norms, losses = Net([196, 64, 10], 0), np.random.default_rng(0), [], []
    for step in range(1, 401):
        rows = rng.integers(0, len(x), 64)
        gw, gb = net.gradients(x[rows], t[rows])
        norm = np.sqrt(sum((g * g).sum() for g in gw + gb))
        norms.append(norm)
        shrink = 1 if limit is None else min(1, limit / norm)
        for l in range(2):
            net.w[l] -= 0.1 * shrink * gw[l]
            net.b[l] -= 0.1 * shrink * gb[l]
        if step in (100, 400):
            losses.append(net.loss(x, t))
    share = 0 if limit is None else np.mean(np.array(norms) > limit)
    print(f"{limit or 'never':7}  {share:13.1%}  {np.median(norms):19.2f}  {losses[0]:17.3f}  {losses[1]:.3f}  {net.accuracy(x_val, y_val):.3f}")
