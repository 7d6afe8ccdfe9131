# 2-6-2 neurons as objects, each layer with one bias that no step changes; one row a step, and the error of all rows after each
# layers: 2-6-2
# activations: sigmoid sigmoid
# expects: healthy
import math
import random

random.seed(4)
POINTS = [[[random.uniform(-1, 1), random.uniform(-1, 1)]] for _ in range(40)]
for point in POINTS:
    inside = point[0][0] * point[0][1] > 0
    point.append([1.0, 0.0] if inside else [0.0, 1.0])


class Cell:
    def __init__(self, inputs, offset):
        self.kernel = [random.uniform(-1.5, 1.5) for _ in range(inputs)]
        self.offset = offset

    def fire(self, given):
        self.given = given
        signal = 0
        for k in range(len(given)):
            signal += given[k] * self.kernel[k]
        self.out = 1 / (1 + math.exp(-(signal + self.offset)))
        return self.out

    def slope(self):
        return self.out * (1 - self.out)


class Layer:
    def __init__(self, cells, inputs):
        offset = random.random()
        self.cells = [Cell(inputs, offset) for _ in range(cells)]

    def fire(self, given):
        return [cell.fire(given) for cell in self.cells]


hidden, last = Layer(6, 2), Layer(2, 6)


def step(given, wanted):
    last.fire(hidden.fire(given))
    ends = [-(wanted[k] - cell.out) * cell.slope() for k, cell in enumerate(last.cells)]
    middles = []
    for h, cell in enumerate(hidden.cells):
        back = 0
        for k, above in enumerate(last.cells):
            back += ends[k] * above.kernel[h]
        middles.append(back * cell.slope())
    for k, cell in enumerate(last.cells):
        for h in range(len(cell.kernel)):
            cell.kernel[h] -= 1 * ends[k] * cell.given[h]
    for h, cell in enumerate(hidden.cells):
        for i in range(len(cell.kernel)):
            cell.kernel[i] -= 1 * middles[h] * cell.given[i]


def error():
    total = 0
    for given, wanted in POINTS:
        last.fire(hidden.fire(given))
        for k, cell in enumerate(last.cells):
            total += 0.5 * (wanted[k] - cell.out) ** 2
    return total


for turn in range(20000):
    step(*random.choice(POINTS))
    if turn % 10 == 0:
        print(turn, error())
