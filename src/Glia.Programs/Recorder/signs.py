"""The sign that an array got right before anything was recorded: -x @ w is (-x) @ w to Python."""
import numpy as np


def negated(base, watch):
    """What - does to an array while nothing is recorded: what comes of it knows what it is the opposite of."""
    def negative(self):
        answer = watch(base.__neg__(self.view(base)))
        answer.opposite = self
        return answer
    return negative


def of(operand):
    """The array that another is the opposite of; None where nobody knows, or where it is that no more."""
    other = getattr(operand, "opposite", None)
    if other is None or other.shape != operand.shape or not (operand.view(np.ndarray) == -other.view(np.ndarray)).all():
        return None
    operand.opposite = None
    return other
