"""GLIA035: a boundary that cannot move away from the origin; and a bias that batch normalization cancels."""
from toy import *

random = np.random.RandomState(1)
x = random.normal(3, 1, (1000, 2))
label = (x.sum(axis=1) > 6).astype(int)
for name, frozen in ("no bias", True), ("with bias", False):
    network = Network((2, 1), ["sigmoid"])
    for _ in range(300):
        _, grad_w, grad_b = network.gradients(x, label[:, None], binary_crossentropy)
        network.w[0] -= 0.3 * grad_w[0]
        if not frozen:
            network.b[0] -= 0.3 * grad_b[0]
    print(f"logistic regression, {name:10}: accuracy {network.accuracy(x, label):.3f}, bias {network.b[0][0]:.2f}")
centred = x - x.mean(axis=0)
network = Network((2, 1), ["sigmoid"])
for _ in range(300):
    network.w[0] -= 0.3 * network.gradients(centred, label[:, None], binary_crossentropy)[1][0]
print(f"no bias, but centred inputs     : accuracy {network.accuracy(centred, label):.3f}")


def normalize(z):
    return (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0) + 1e-3)


z = x @ random.normal(0, 1, (2, 4))
difference = np.abs(normalize(z + np.array([7.0, -3.0, 0.5, 100.0])) - normalize(z)).max()
print(f"biases 7, -3, 0.5, 100 before batch normalization change its output by at most {difference:.0e}")
