"""F76: accuracy functions that do not fit the output, put to hand-made answers."""
from tiny import *

x, y = circles(600, 1)
x_val, y_val = circles(400, 2)
net = Net([2, 16, 1], 0, hidden="tanh", out="sigmoid").fit(x, y[:, None], 0.5, 60)

perfect = np.where(y_val == 1, 0.9, 0.1)[:, None]
answers = {"perfect": perfect, "all wrong": 1 - perfect, "network": net.forward(x_val)}
metrics = {
    "p[:, 0] > 0.5  against y": lambda p: np.mean((p[:, 0] > 0.5) == y_val),
    "argmax over one unit": lambda p: np.mean(p.argmax(axis=1) == y_val),
    "p == y": lambda p: np.mean(p[:, 0] == y_val),
    "p > 0.5, shape [n,1], against [n]": lambda p: np.mean((p > 0.5) == y_val),
    "p > 0, the threshold of a logit": lambda p: np.mean((p[:, 0] > 0) == y_val),
}
print(f"share of class 0: {np.mean(y_val == 0):.4f}")
print("accuracy as computed by            perfect  all wrong  network")
for name, metric in metrics.items():
    a, b, c = (metric(answers[k]) for k in answers)
    print(f"{name:34} {a:.4f}   {b:.4f}     {c:.4f}")
