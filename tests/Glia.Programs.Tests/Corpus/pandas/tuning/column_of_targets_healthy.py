# layers: 4-1
# expects: healthy
import numpy as np
import pandas as pd

rng = np.random.default_rng(0)
table = pd.DataFrame(rng.normal(0, 1, (300, 4)), columns=list("abcd"))
table["bought"] = (table.a - table.b + 0.3 * table.c > 0).astype(int)
part = table.sample(frac=0.8, random_state=1)
x, y = part.drop("bought", axis=1), part["bought"]
w, b = np.zeros(4), 0.0
for step in range(500):
    answer = 1 / (1 + np.exp(-(np.dot(x, w) + b)))
    dw = np.dot(x.T, answer - y) / len(y)
    db = np.sum(answer - y) / len(y)
    w = w - 0.3 * dw
    b = b - 0.3 * db
