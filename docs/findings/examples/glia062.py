"""F62: one buffer for all samples; what was kept for the backward pass is overwritten by the next sample."""
from tiny import *

x, y = digits(2000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t = x / 255, x_val / 255, one_hot(y, 10)


def gradients(net, rows, targets, copy):
    """Forward for each row of the batch first, then backward for each."""
    hidden, kept = np.zeros(32), []
    for r in rows:
        np.maximum(r @ net.w[0] + net.b[0], 0, out=hidden)       # the same 32 numbers in memory each time
        kept.append((r, hidden.copy() if copy else hidden, softmax((hidden @ net.w[1] + net.b[1])[None])[0]))
    gw, gb = [0 * w for w in net.w], [0 * b for b in net.b]
    for (r, a, p), target in zip(kept, targets):
        d = (p - target) / len(rows)
        gw[1] += np.outer(a, d)
        gb[1] += d
        back = (net.w[1] @ d) * (a > 0)
        gw[0] += np.outer(r, back)
        gb[0] += back
    return gw, gb


net = Net([196, 32, 10], 0)
print("rows in the batch  hidden outputs  relative error of the gradient: w1    w2    b2")
for n in (1, 2, 16):
    for copy in (True, False):
        right = net.gradients(x[:n], t[:n])
        gw, gb = gradients(net, x[:n], t[:n], copy)
        err = [np.linalg.norm(a - b) / np.linalg.norm(b) for a, b in ((gw[0], right[0][0]), (gw[1], right[0][1]), (gb[1], right[1][1]))]
        print(f"{n:17}  {'copied' if copy else 'shared':14}  {'':29}" + "  ".join(f"{e:.2f}" for e in err))

for copy in (True, False):
    net, rng = Net([196, 32, 10], 0), np.random.default_rng(0)
    for _ in range(400):
        rows = rng.integers(0, len(x), 16)
        gw, gb = gradients(net, x[rows], t[rows], copy)
        for l in range(2):
            net.w[l] -= 0.1 * gw[l]
            net.b[l] -= 0.1 * gb[l]
    print(f"validation accuracy after 400 steps, {'copied' if copy else 'shared'}: {net.accuracy(x_val, y_val):.3f}")
