# layers: 4-6-1
# expects: GLIA048
import numpy as np
import pandas as pd

rng = np.random.default_rng(0)
table = pd.DataFrame(rng.normal(0, 1, (300, 4)), columns=list("abcd"))
table["bought"] = (table.a * table.b > 0).astype(int)
x, y = table[["a", "b", "c", "d"]], table[["bought"]]
w1, b1 = rng.normal(0, 0.5, (4, 6)), np.zeros((1, 6))
w2, b2 = rng.normal(0, 0.5, (6, 1)), np.zeros((1, 1))
for step in range(600):
    hidden = np.tanh(x.dot(w1) + b1)
    out = 1 / (1 + np.exp(-(hidden @ w2 + b2)))
    error = (out.values - y) / len(y)
    below = error.values.dot(w2.T) * (1 - hidden ** 2)
    w2 = w2 + 0.5 * hidden.T.dot(error.values).values  # <-
    b2 = b2 + 0.5 * error.values.sum(axis=0)
    w1 = w1 + 0.5 * x.T.dot(below).values  # <-
    b1 = b1 + 0.5 * below.values.sum(axis=0)
