# layers: 2-3-1
# activations: tanh tanh
# expects: healthy
import math
import random


class Number:
    def __init__(self, value, parents=(), slopes=()):
        self.value, self.parents, self.slopes, self.slope = value, parents, slopes, 0.0

    def __add__(self, other):
        return Number(self.value + other.value, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Number(self.value * other.value, (self, other), (other.value, self.value))

    def __neg__(self):
        return Number(-self.value, (self,), (-1.0,))

    def bent(self):
        t = math.tanh(self.value)
        return Number(t, (self,), (1 - t * t,))

    def back(self):
        order, seen = [], set()

        def visit(one):
            if id(one) not in seen:
                seen.add(id(one))
                for parent in one.parents:
                    visit(parent)
                order.append(one)
        visit(self)
        self.slope = 1.0
        for one in reversed(order):
            for parent, slope in zip(one.parents, one.slopes):
                parent.slope += slope * one.slope


random.seed(6)


def unit(n):
    return [Number(random.uniform(-1, 1)) for i in range(n)], Number(random.uniform(-1, 1))


def answer(unit, inputs):
    weights, total = unit
    for weight, given in zip(weights, inputs):
        total = total + weight * given
    return total.bent()


hidden, last = [unit(2) for i in range(3)], unit(3)
rows, wanted = [(0.5, 1.0), (1.0, -0.5), (-1.0, 0.5), (-0.5, -1.0)], [0.8, -0.8, 0.8, -0.8]
for step in range(200):
    cost = Number(0.0)
    for row, target in zip(rows, wanted):
        given = [Number(part) for part in row]
        error = answer(last, [answer(one, given) for one in hidden]) + (-Number(target))
        cost = cost + error * error
    every = [weight for weights, bias in hidden + [last] for weight in weights + [bias]]
    for one in every:
        one.slope = 0.0
    cost.back()
    for one in every:
        one.value -= 0.05 * one.slope
print(cost.value)
