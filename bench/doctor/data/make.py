"""Writes the small public tables of the bench from scikit-learn's copies: a header, then features and the class number last."""
import gzip
import numpy as np
from sklearn import datasets

for name in ("iris", "wine", "breast_cancer", "digits"):
    table = getattr(datasets, "load_" + name)()
    rows = np.column_stack([table.data, table.target])
    names = [str(n).replace(" (cm)", "").replace(" ", "_").replace("/", "_") for n in table.feature_names] + ["class"]
    text = ",".join(names) + "\n" + "".join(",".join(f"{v:.10g}" for v in row) + "\n" for row in rows)
    with open(f"{name}.csv.gz", "wb") as file:
        file.write(gzip.compress(text.encode(), mtime=0))
    print(name, rows.shape)
