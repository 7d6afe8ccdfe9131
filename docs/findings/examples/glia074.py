"""F74: without held-out rows every choice goes to the largest network and the longest run."""
from tiny import *

rng = np.random.default_rng(4)
rule = rng.normal(size=(10, 1))


def rows(n):
    x = rng.normal(size=(n, 10))
    return x, (x @ rule + 4.0 * rng.normal(size=(n, 1)) > 0) * 1.0


x, t = rows(600)
x_new, t_new = rows(4000)
train, held = slice(0, 400), slice(400, 600)
print("hidden units  epochs  on its 400 training rows  on 200 held-out rows  on 4000 new rows")
for hidden, epochs in ((2, 20), (16, 20), (16, 200), (128, 20), (128, 200)):
    net = Net([10, hidden, 1], 0, out="sigmoid").fit(x[train], t[train], 0.1, epochs)
    a, b, c = (net.accuracy(*part) for part in ((x[train], t[train, 0]), (x[held], t[held, 0]), (x_new, t_new[:, 0])))
    print(f"{hidden:12}  {epochs:6}  {a:24.3f}  {b:20.3f}  {c:.3f}")
p = 0.8
print("what a held-out accuracy of 0.80 is worth: " + ", ".join(f"{n} rows +-{2 * np.sqrt(p * (1 - p) / n):.3f}" for n in (50, 200, 1000, 10000)))
