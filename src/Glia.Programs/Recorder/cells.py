"""The numbers that arrays hold, read and written one by one: each look gives another object to Python, and one that stays the same here."""
import operator

# As it was before anything was put in its place.
from numpy import float64, ndarray

# So many numbers are told apart; whoever computes with more does it in arrays.
MOST = 1 << 20
# Larger arrays are data that is gone through.
LONGEST = 1 << 16


class Cells:
    """What lies at each place in memory that was looked at."""

    def __init__(self, copied):
        # Told of each number of Python's that is written into an array, and of the one of numpy's that is read there.
        self._copied = copied
        self._at = {}

    def read(self, array, index):
        """What is at a place of an array."""
        value = array[index]
        if type(value) is not float64:
            return value
        at = _address(array, index)
        if at is None:
            return value
        known = self._at.get(at)
        if known is not None and known == value:
            return known
        self._keep(at, value)
        return value

    def write(self, array, index, value):
        """Puts something there."""
        array[index] = value
        if not isinstance(value, float) or array.dtype != float:
            return
        at = _address(array, index)
        if at is None:
            return
        if type(value) is not float64:
            number = float64(value)
            self._copied(number, value)
            value = number
        self._keep(at, value)

    def each(self, thing):
        """The numbers of a vector one after the other, as a loop takes them; of anything else what it is."""
        if isinstance(thing, ndarray) and thing.ndim == 1 and thing.dtype == float and len(thing) <= LONGEST:
            return (self.read(thing, index) for index in range(len(thing)))
        return thing

    def _keep(self, at, value):
        if len(self._at) >= MOST:
            self._at.clear()
        self._at[at] = value


# Where in memory the one number lies that all axes have an index for; None where several may.
def _address(array, index):
    indices = index if isinstance(index, tuple) else (index,)
    if len(indices) != array.ndim:
        return None
    at = array.__array_interface__["data"][0]
    for part, length, stride in zip(indices, array.shape, array.strides):
        try:
            number = operator.index(part)
        except TypeError:
            return None
        at += (number + length if number < 0 else number) * stride
    return at
