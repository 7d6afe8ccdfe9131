# 2-3-1 neurons as objects, the bias changed once for each input, and with the sign turned; one row a step
# layers: 2-3-1
# activations: sigmoid sigmoid
# expects: GLIA055
from math import exp
from random import seed, uniform

seed(2)
ROWS = [([0, 0], 0), ([0, 1], 1), ([1, 0], 1), ([1, 1], 1)]
PACE = 0.3


class Cell:
    def __init__(self, count):
        self.kernel = [uniform(0, 1) for _ in range(count)]
        self.bias = uniform(0, 1)

    def fire(self, given):
        signal = self.bias
        for k in range(len(given)):
            signal += given[k] * self.kernel[k]
        self.out = 1 / (1 + exp(-signal))
        return self.out

    def learn(self, given):
        for k, value in enumerate(given):
            change = PACE * self.error
            self.kernel[k] -= change * value
            self.bias += change  # <-


hidden, last = [Cell(2) for _ in range(3)], Cell(3)
for turn in range(3000):
    given, wanted = ROWS[turn % 4]
    middle = [cell.fire(given) for cell in hidden]
    out = last.fire(middle)
    last.error = out * (1 - out) * (out - wanted)
    for k, cell in enumerate(hidden):
        cell.error = cell.out * (1 - cell.out) * last.error * last.kernel[k]
    for cell in hidden:
        cell.learn(given)
    last.learn(middle)
for given, wanted in ROWS:
    print(given, wanted, last.fire([cell.fire(given) for cell in hidden]))
