"""F67: the same network, the same 300 steps, several optimizers, on words of which most are rare."""
from optimizers import Adam, Sgd, run
from tiny import *

rng = np.random.default_rng(1)
often = 0.5 / (1 + np.arange(200)) ** 0.7                       # word 1 in half of the texts, word 200 in about 1 of 80
meaning = rng.normal(0, 2, 200)


def texts(n):
    x = (rng.random((n, 200)) < often) * 1.0
    return x, (x @ meaning + 0.5 * rng.normal(size=n) > 0)[:, None] * 1.0


x, t = texts(4000)
x_val, t_val = texts(2000)
print(f"share of class 1: {t_val.mean():.3f}; the rarest word is in {x.mean(axis=0).min():.4f} of the texts")
print("optimizer                 loss after 300 steps  validation accuracy")
for name, optimizer in (("SGD 0.01", Sgd(0.01)), ("SGD 0.01, momentum 0.9", Sgd(0.01, 0.9)), ("Adam 0.001", Adam(0.001)), ("SGD 0.5", Sgd(0.5))):
    net = run(Net([200, 32, 1], 0, out="sigmoid"), x, t, optimizer, 300)
    print(f"{name:24}  {net.loss(x, t):20.3f}  {net.accuracy(x_val, t_val[:, 0]):.3f}")
