"""The tables of this benchmark: scikit-learn's own data sets and a made-up one, as people keep them (names in the first line, the target
last)."""
import csv
import sys

import numpy as np
from sklearn import datasets

CLASSIFY = ["iris", "wine", "breast_cancer", "digits"]
REGRESS = ["diabetes", "housing"]


def housing(rows=4000, seed=20261126):
    """Made up after the California housing data: skewed incomes and room counts, a bay of dear places by position, noise, and prices cut
    off at 5."""
    random = np.random.RandomState(seed)
    income = np.exp(random.normal(1.2, 0.45, rows))
    age = random.randint(1, 53, rows)
    rooms = np.exp(random.normal(1.65, 0.3, rows))
    bedrooms = rooms * random.uniform(0.15, 0.3, rows)
    population = np.exp(random.normal(7.0, 0.7, rows))
    occupancy = np.exp(random.normal(1.05, 0.25, rows))
    latitude = random.uniform(32.5, 42.0, rows)
    longitude = -124.0 + (42.0 - latitude) * 0.85 + random.uniform(0, 4, rows)
    coast = np.exp(-((longitude + 124.0 - (42.0 - latitude) * 0.85) / 1.2) ** 2)
    bay = np.exp(-((latitude - 37.7) ** 2 + (longitude + 122.3) ** 2) / 1.5)
    price = 0.25 + 0.38 * income * (0.7 + 0.5 * coast) + 0.9 * coast + 1.1 * bay - 0.25 * np.log(occupancy) * income + 0.004 * age
    price = np.minimum(price + random.normal(0, 0.35, rows) * np.sqrt(income / 3), 5.0).clip(0.15)
    names = ["MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude", "Longitude"]
    table = np.column_stack([income, age, rooms, bedrooms, np.round(population), occupancy, latitude, longitude])
    return np.round(table, 4), np.round(price * 100000), names, "price"


def load(name):
    """Inputs, targets, input names and the target's name."""
    if name == "housing":
        return housing()
    data = getattr(datasets, "load_" + name)()
    names = [str(column).replace(" ", "_") for column in data.feature_names]
    return data.data, data.target, names, "progression" if name == "diabetes" else "class"


def write(name, path):
    """The table as a CSV file; classes as words where they have some."""
    inputs, targets, names, target = load(name)
    words = None
    if name in CLASSIFY and name != "digits":
        words = [str(word) for word in getattr(datasets, "load_" + name)().target_names]
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow([*names, target])
        for row, answer in zip(inputs, targets):
            table.writerow([*(repr(float(value)) for value in row),
                words[answer] if words else f"{answer:g}" if answer < 1e6 else int(answer)])


if __name__ == "__main__":
    for table_name in CLASSIFY + REGRESS:
        write(table_name, f"{sys.argv[1]}/{table_name}.csv")
