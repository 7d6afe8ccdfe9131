"""F80: averages of batch averages, dropped rows and counters that are never reset."""
from tiny import *

x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
net = Net([196, 64, 10], 0).fit(x / 255, one_hot(y, 10), 0.1, 10)
hit = net.forward(x_val / 255).argmax(axis=1) == y_val

print("rows  batch  right   mean of batch means  last batch dropped, full divisor  best possible then")
for n, batch in ((1000, 64), (1000, 300), (129, 64)):
    h = hit[:n]
    parts = [h[i:i + batch] for i in range(0, n, batch)]
    full = n // batch * batch
    print(f"{n:4}  {batch:5}  {h.mean():.4f}  {np.mean([p.mean() for p in parts]):19.4f}  {h[:full].sum() / n:32.4f}  {full / n:.4f}")

correct, shown = 0, []
for epoch in range(3):
    correct += hit.sum()                          # never set back to 0
    shown.append(correct / len(hit))
print("counter never reset, epochs 1, 2, 3:", "  ".join(f"{s:.3f}" for s in shown))
