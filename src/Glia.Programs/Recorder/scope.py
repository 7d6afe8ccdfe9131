"""The arrays that are in sight at a line of the program, under the expressions that reach them there."""
import types

import numpy as np

# Larger arrays are data or large kernels, and no line is mended with those.
MOST_BYTES = 1 << 20
# A list of more parts than layers are is data.
MOST_PARTS = 16


def arrays(frame):
    """Pairs of expression and array: names, attributes of objects, and parts of lists and dictionaries."""
    names = dict(frame.f_locals)
    for name in frame.f_code.co_names:
        if name not in names and name in frame.f_globals:
            names[name] = frame.f_globals[name]
    counters = [(name, value) for name, value in names.items() if type(value) is int]
    for name, thing in names.items():
        yield from _within(name, thing, counters)
        if _is_object(thing):
            for attribute, part in list(vars(thing).items()):
                yield from _within("%s.%s" % (name, attribute), part, counters)


def _within(name, thing, counters):
    if isinstance(thing, np.ndarray):
        yield name, thing
    elif isinstance(thing, (list, tuple)) and len(thing) <= MOST_PARTS:
        for i, part in enumerate(thing):
            if isinstance(part, np.ndarray):
                for index in _indices(i, len(thing), counters):
                    yield "%s[%s]" % (name, index), part
    elif type(thing) is dict and len(thing) <= MOST_PARTS * 4:
        for key, part in list(thing.items()):
            if isinstance(part, np.ndarray) and isinstance(key, (str, int)):
                yield "%s[%r]" % (name, key), part


# In a loop over layers a part is meant by the loop's counter, not by its number: that comes first.
def _indices(i, length, counters):
    for counter, value in counters:
        for shift in (0, -1, 1):
            if value + shift == i or value + shift + length == i:
                yield counter + ("%+d" % shift if shift else "")
    yield str(i)


def _is_object(thing):
    return hasattr(thing, "__dict__") and not isinstance(thing, (type, types.ModuleType, types.FunctionType, np.ndarray))
