"""Makes metrics.json: metrics of made-up answers as scikit-learn computes them. Run: python3 make_metrics.py"""
import json

import numpy as np
import sklearn
from sklearn import metrics as m

rng = np.random.RandomState(7)
cases = []


def case(name, outputs, targets, values):
    # float32 numbers are what both sides compute with.
    cases.append({
        "name": name, "columns": int(outputs.shape[1]),
        "outputs": [float(v) for v in outputs.ravel()], "targets": [float(v) for v in targets.ravel()],
        "values": {key: float(value) for key, value in values.items()},
    })


# One output: probabilities of yes, rounded so that many are equal and some are one half.
y = rng.randint(0, 2, 60)
p = np.round(np.clip(rng.rand(60) * 0.7 + 0.3 * y, 0, 1), 1).astype(np.float32)
yes = p > 0.5
case("yes or no", p[:, None], y[:, None], {
    "auc": m.roc_auc_score(y, p), "precision": m.precision_score(y, yes), "recall": m.recall_score(y, yes), "f1": m.f1_score(y, yes),
    "binary_accuracy": m.accuracy_score(y, yes), "AUC": m.roc_auc_score(y, p), "mse": m.mean_squared_error(y, p.astype(float)),
})

# Four classes, one of which is never true and one never predicted.
labels = rng.choice([0, 1, 2], 80)
z = rng.randn(80, 4).astype(np.float32) + 2 * np.eye(4, dtype=np.float32)[labels]
z[:, 2] -= 9
q = np.exp(z) / np.exp(z).sum(1, keepdims=True)
onehot = np.eye(4)[labels]
best = q.argmax(1)
every = [0, 1, 2, 3]
flat, high = onehot.ravel(), q.ravel() > 0.5
case("classes", q.astype(np.float32), onehot, {
    "categorical_accuracy": m.accuracy_score(labels, best),
    "f1_score": m.f1_score(labels, best, labels=every, average="macro", zero_division=0),
    "f1_score micro": m.f1_score(labels, best, labels=every, average="micro", zero_division=0),
    "f1_score weighted": m.f1_score(labels, best, labels=every, average="weighted", zero_division=0),
    "top_k_categorical_accuracy 2": m.top_k_accuracy_score(labels, q, k=2, labels=every),
    "precision": m.precision_score(flat, high), "recall": m.recall_score(flat, high), "binary_accuracy": m.accuracy_score(flat, high),
    "auc": m.roc_auc_score(flat, q.astype(np.float32).ravel()),
    "auc by column": np.mean([m.roc_auc_score(onehot[:, c], q[:, c]) for c in (0, 1, 2)]),
})

# Three labels a row, each yes or no.
t = rng.randint(0, 2, (50, 3))
r = np.clip(rng.rand(50, 3) * 0.8 + 0.2 * t, 0, 1).astype(np.float32)
case("labels", r, t, {
    "f1": m.f1_score(t, r > 0.5, average="macro"), "f1_score micro": m.f1_score(t, r > 0.5, average="micro"),
    "binary_accuracy": m.accuracy_score(t.ravel(), (r > 0.5).ravel()), "precision": m.precision_score(t.ravel(), (r > 0.5).ravel()),
    "auc": m.roc_auc_score(t.ravel(), r.ravel()), "auc by column": m.roc_auc_score(t, r, average="macro"),
    "recall at 0.3": m.recall_score(t.ravel(), (r > np.float32(0.3)).ravel()),
})

# Two columns of values far from zero.
v = (rng.randn(40, 2) * [3, 0.5] + [1000, -20]).astype(np.float32).astype(float)
o = (v + rng.randn(40, 2) * [1, 0.4]).astype(np.float32).astype(float)
case("values", o, v, {
    "mse": m.mean_squared_error(v, o), "mean_squared_error": m.mean_squared_error(v, o), "rmse": np.sqrt(m.mean_squared_error(v, o)),
    "mae": m.mean_absolute_error(v, o), "r2": m.r2_score(v, o, multioutput="uniform_average"),
})

with open("metrics.json", "w") as file:
    file.write(f'{{"made_by": "make_metrics.py, scikit-learn {sklearn.__version__}", "cases": [\n')
    file.write(",\n".join(json.dumps(one) for one in cases))
    file.write("\n]}\n")
