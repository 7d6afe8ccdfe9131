"""The default `glia train TABLE` beside scikit-learn's MLP defaults with a StandardScaler, on the same rows: five splits, reported on their
test parts.

    python3 bench/tables/run.py path/to/glia > bench/tables/results.md

glia's split is scikit-learn's train_test_split(test_size=0.2, random_state=seed), bit for bit, so --split-seed gives both the same rows.
"""
import json
import subprocess
import sys
import tempfile
import warnings

import numpy as np
from sklearn.compose import TransformedTargetRegressor
from sklearn.dummy import DummyClassifier
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import tables

SEEDS = [1, 2, 3, 4, 5]


def sklearn_scores(name, seed):
    """Score of guessing, of scikit-learn's defaults, and (regression) of the same with standardized targets."""
    inputs, targets, _, _ = tables.load(name)
    train_x, test_x, train_y, test_y = train_test_split(inputs, targets, test_size=0.2, random_state=seed)
    if name in tables.CLASSIFY:
        guess = DummyClassifier(strategy="most_frequent").fit(train_x, train_y).score(test_x, test_y)
        return guess, make_pipeline(StandardScaler(), MLPClassifier(random_state=seed)).fit(train_x, train_y).score(test_x, test_y), None
    network = make_pipeline(StandardScaler(), MLPRegressor(random_state=seed))
    plain = network.fit(train_x, train_y).score(test_x, test_y)
    scaled = TransformedTargetRegressor(make_pipeline(StandardScaler(), MLPRegressor(random_state=seed)), transformer=StandardScaler())
    return 0.0, plain, scaled.fit(train_x, train_y).score(test_x, test_y)


def glia_score(glia, path, seed, folder):
    """Accuracy or R2 on the test part of the default recipe."""
    run = f"{folder}/run-{seed}"
    subprocess.run([glia, "train", path, "--seed", str(seed), "--split-seed", str(seed), "-o", run], check=True, capture_output=True)
    with open(f"{run}/summary.json", encoding="utf-8") as file:
        summary = json.load(file)
    return (summary["test_accuracy"] if summary["test_accuracy"] is not None else summary["test_r2"]), summary["train_seconds"]


def main(glia):
    warnings.filterwarnings("ignore")  # scikit-learn's defaults often stop before they converge
    print("Five splits, seeds 1 to 5; accuracy in % or 100 R2 on the test part, mean and standard deviation.\n")
    print("| table | guessing | scikit-learn | scikit-learn, targets standardized | `glia train` | seconds |")
    print("|---|--:|--:|--:|--:|--:|")
    for name in tables.CLASSIFY + tables.REGRESS:
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/{name}.csv"
            tables.write(name, path)
            others = np.array([sklearn_scores(name, seed) for seed in SEEDS], dtype=float) * 100
            ours = np.array([glia_score(glia, path, seed, folder) for seed in SEEDS])
        cells = [f"{column.mean():.1f} ± {column.std():.1f}" if np.isfinite(column).all() else "" for column in others.T]
        print(f"| {name} | {' | '.join(cells)} | {100 * ours[:, 0].mean():.1f} ± {100 * ours[:, 0].std():.1f} | {ours[:, 1].mean():.2f} |",
            flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
