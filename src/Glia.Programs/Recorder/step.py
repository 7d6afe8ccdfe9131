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

    @property
    def rows(self):
        """How many rows go into the step."""
        return len(self.layers[-1][0].sums)

    def hides_function(self):
        """Whether the sums of a hidden layer are 0, and so what becomes of them: relu, tanh and nothing at all look alike there."""
        return any(all(unit.sums[row][1] == 0 for unit in layer for row in range(len(unit.sums)))
                   and not any(as_float(number) for row in range(len(above[0].sums)) for number in above[0].sums[row][0])
                   for layer, above in zip(self.layers, self.layers[1:]))


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
