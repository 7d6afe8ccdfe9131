"""Lists that are multiplied with arrays: weights may begin as one."""
import numpy as np

# So many are told apart.
MOST = 64
_known = {}


def listed(factor):
    """A factor that is a list, as an array: what is recorded of it is one value, and not number by number. The same list is the same array,
    as long as it holds the same numbers."""
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
