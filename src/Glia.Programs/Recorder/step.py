"""A training step of single numbers, as it was found."""
# As it was before anything was put in its place.
from numpy import generic as _generic


class Step:
    """A training step: layers of units, the rows that went through them, and how the weights were changed."""

    def __init__(self):
        # Of each layer: its units; of each unit the weights in order, the bias, and its sums, one a row.
        self.layers = []
        self.outputs = self.targets = None
        # The operations that hold outputs against targets and those targets, unit by unit and row by row.
        self.errors, self.wanted = [], []
        self.rate = None
        # The changes of weights by number, all operations, and the first of them that is of the next step.
        self.first, self.graph, self.until = {}, None, 0

    @property
    def rows(self):
        """How many rows go into the step."""
        return len(self.layers[-1][0].sums)

    def change(self, weight):
        """The operation that changes a weight in this step, and what it is then; None where a later one does, as of a dead unit."""
        changed = self.first.get(id(weight))
        return changed if changed is not None and changed[0] < self.until else None

    def hides_function(self):
        """Whether the sums of a hidden layer are 0, and so what becomes of them: relu, tanh and nothing at all look alike there."""
        return any(all(unit.sums[row][1] == 0 for unit in layer for row in range(len(unit.sums)))
                   and not any(as_float(number) for row in range(len(above[0].sums)) for number in above[0].sums[row][0])
                   for layer, above in zip(self.layers, self.layers[1:]))

    def misses_unit(self):
        """Whether zeros go into a layer beside what the units below and an input of 1 give: those of dead units, from which nothing leads
        to their sums."""
        return any(0 in inputs and len(above[0].weights) > len(layer) + inputs.count(1)
                   for layer, above in zip(self.layers, self.layers[1:])
                   for inputs in ([as_float(number) for number in above[0].sums[row][0]] for row in range(self.rows)))

    def is_linear(self):
        """Whether the sums of a hidden layer go into the next one as they are."""
        return any(all(number == unit.sums[row][1] for row in range(self.rows) for unit, number in zip(layer, above[0].sums[row][0]))
                   for layer, above in zip(self.layers, self.layers[1:]))

    def leaves_layer(self):
        """Whether a layer stays as it is, which a later step changes, as where all its units are dead."""
        return any(all(self.change(weight) is None for unit in layer for weight in unit.weights) for layer in self.layers)


class Unit:
    """The sums that the same weights go into."""

    def __init__(self, weights, bias, sign=1, bias_sign=1):
        self.weights, self.bias = weights, bias
        # What the sums as they were computed and the bias are to be multiplied with.
        self.sign, self.bias_sign = sign, bias_sign
        # (operands that the weights were multiplied with, sum, place)
        self.sums = []
        self.depth = 0


def as_float(number):
    """A number of Python's or numpy's; NaN of anything else."""
    return float(number) if isinstance(number, (int, float, _generic)) else float("nan")
