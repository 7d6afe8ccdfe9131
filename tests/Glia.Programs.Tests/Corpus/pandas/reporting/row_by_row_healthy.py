# layers: 4-6-1
# expects: healthy
import numpy as np
import pandas as pd

rng = np.random.default_rng(0)
table = pd.DataFrame(rng.normal(0, 1, (300, 4)), columns=list("abcd"))
table["bought"] = (table.a - table.b > 0).astype(int)
x, y = table[["a", "b", "c", "d"]].values, table["bought"]
w1, b1 = rng.normal(0, 0.5, (4, 6)), np.zeros((1, 6))
w2, b2 = rng.normal(0, 0.5, (6, 1)), np.zeros((1, 1))
for epoch in range(20):
    for i in range(len(x)):
        row = x[i:i + 1]
        hidden = np.tanh(row @ w1 + b1)
        error = 1 / (1 + np.exp(-(hidden @ w2 + b2))) - y[i]
        below = error @ w2.T * (1 - hidden ** 2)
        w2 -= 0.1 * hidden.T @ error
        b2 -= 0.1 * error
        w1 -= 0.1 * row.T @ below
        b1 -= 0.1 * below
