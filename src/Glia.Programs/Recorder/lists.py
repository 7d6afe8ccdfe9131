"""What is multiplied with arrays and is none: lists, as weights may begin as one, and pandas' tables and columns."""
import numpy as np
# As it was before anything was put in its place.
from numpy import asarray

# So many lists are told apart.
MOST = 64
_known = {}
# pandas' types, once the program has imported it.
TABLES = []


def is_table(thing):
    """Whether something is a table or a column of pandas'."""
    return bool(TABLES) and isinstance(thing, tuple(TABLES))


def of_table(table):
    """The array that holds the numbers of a table or a column; None where it holds something else."""
    array = asarray(table)
    return array if array.dtype.kind in "fiub" else None


def listed(factor):
    """A factor that is a list, as an array: what is recorded of it is one value, and not number by number. The same list is the same array,
    as long as it holds the same numbers."""
    if is_table(factor):
        array = of_table(factor)
        return factor if array is None else array
    if not isinstance(factor, (list, tuple)):
        return factor
    # numpy's function as it is now: it says what the array was gathered from.
    array = np.asarray(factor)
    known = _known.get(id(factor))
    if known is not None and known[0] is factor and known[1].shape == array.shape \
            and (known[1].view(np.ndarray) == array.view(np.ndarray)).all():
        return known[1]
    if len(_known) < MOST and all(type(part) in (int, float) for part in factor):
        _known[id(factor)] = factor, array
    return array
