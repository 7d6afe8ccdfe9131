"""F73: training stops while it is still learning; and a patience so short that noise ends the run."""
from tiny import *

x, y = digits(3000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
x, x_val, t, t_val = x / 255, x_val / 255, one_hot(y, 10), one_hot(y_val, 10)
net, curve, few = Net([196, 32, 10], 0), [], []
for epoch in range(1, 61):
    net.fit(x, t, 0.1, 1, 64, seed=epoch)
    curve.append((net.loss(x, t), net.loss(x_val, t_val), net.accuracy(x_val, y_val)))
    few.append(net.loss(x_val[:50], t_val[:50]))
print("stopped after epoch  training loss  fall in the last epoch  validation loss  accuracy")
for e in (2, 5, 10, 20, 40, 60):
    print(f"{e:19}  {curve[e - 1][0]:13.3f}  {1 - curve[e - 1][0] / curve[e - 2][0]:22.1%}  {curve[e - 1][1]:15.3f}  {curve[e - 1][2]:.3f}")

print("patience  stops after epoch  accuracy   (validation loss on only 50 rows)")
for patience in (1, 2, 5, 10):
    best, waited, stop = np.inf, 0, 60
    for epoch, v in enumerate(few):
        best, waited = (v, 0) if v < best else (best, waited + 1)
        if waited == patience:
            stop = epoch + 1
            break
    print(f"{patience:8}  {stop:17}  {curve[stop - 1][2]:.3f}")
