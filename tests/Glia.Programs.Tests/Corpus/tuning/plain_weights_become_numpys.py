# 2-3-1, neurons as dicts with lists; rows of numpy make numpy's numbers of the first weights, and float() Python's again
# layers: 2-3-1
# activations: sigmoid sigmoid
# expects: healthy
import math
import random

import numpy as np

random.seed(9)
rows = np.array([[0.1, 0.9], [0.8, 0.2], [0.9, 0.8], [0.2, 0.1], [0.7, 0.9], [0.1, 0.3]])
wanted = [1, 1, 0, 0, 0, 0]
network = [[{"kernel": [random.uniform(-1, 1) for _ in range(2)]} for _ in range(3)],
           [{"kernel": [random.uniform(-1, 1) for _ in range(3)]}]]


def total(kernel, given):
    return sum([float(w) * float(x) for w, x in zip(kernel, list(given))])


def ahead(row):
    given = row
    for layer in network:
        for node in layer:
            node["out"] = 1.0 / (1.0 + math.exp(-total(node["kernel"], given)))
        given = [node["out"] for node in layer]
    return given[0]


for turn in range(4000):
    for row, target in zip(rows, wanted):
        out = ahead(row)
        last = network[1][0]
        last["delta"] = (out - target) * out * (1.0 - out)
        for k, node in enumerate(network[0]):
            node["delta"] = last["kernel"][k] * last["delta"] * node["out"] * (1.0 - node["out"])
        for layer, given in zip(network, (row, [node["out"] for node in network[0]])):
            for node in layer:
                for i, value in enumerate(given):
                    node["kernel"][i] += -0.9 * node["delta"] * value
print([round(ahead(row), 2) for row in rows])
