"""F67: the same network, the same 1,200 steps, several optimizers, on two hundred boxes that nearly all tick and thirty that few tick."""
from optimizers import Adam, Sgd, run
from tiny import *

rng = np.random.default_rng(1)
adds = np.concatenate([np.zeros(200), rng.normal(0, 0.8, 30)])         # what a tick adds to the answer: the frequent ones nothing
often = np.concatenate([np.full(200, 0.95), np.full(30, 0.05)])


def questionnaires(n):
    x = (rng.random((n, 230)) < often) * 1.0
    return x, (x @ adds)[:, None]


x, t = questionnaires(2000)
x_val, t_val = questionnaires(2000)
print("optimizer                  variance explained on new rows")
for name, optimizer in [(f"SGD {rate:g}", Sgd(rate)) for rate in (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)] + [("SGD 0.003, momentum 0.9", Sgd(0.003, 0.9)), ("Adam 0.001", Adam(0.001))]:
    net = run(Net([230, 16, 1], 0, out="linear"), x, t, optimizer, 1200, batch=32)
    print(f"{name:25}  {1 - np.mean((net.forward(x_val) - t_val) ** 2) / t_val.var():.3f}")
