"""What arrays do while nothing is recorded, and what they do while it is."""
import numpy as np
# As they were before anything was put in their place.
from numpy import asmatrix, dot

import signs
from watched import BASES, NAMES, RECORDER, WATCHED, Watched, WatchedMatrix, _base, _plain, _ufunc, listed, watch

# The methods of an array that make a new one; each becomes an operation of its name.
METHODS = ("all any argmax argmin argsort astype clip copy cumsum diagonal dot fill flatten max mean min prod ptp put ravel repeat "
           "reshape resize round sort squeeze std sum swapaxes take transpose var conj __copy__ __deepcopy__").split()
# Those that change the array itself.
IN_PLACE = ("fill", "put", "resize", "sort")


def _array_ufunc(self, ufunc, method, *inputs, **kwargs):
    return _ufunc(ufunc, method, inputs, kwargs)


def _array_function(self, function, types, args, kwargs):
    # Where a function has a Python implementation that cannot take plain arrays instead, numpy says so as it always does.
    return RECORDER.call(function.__name__, function, args, kwargs)


def _method(base, name):
    original = getattr(base, name)

    def method(self, *args, **kwargs):
        return RECORDER.call(NAMES.get(name, name), original, (self,) + args, kwargs, changes=self if name in IN_PLACE else None)
    return method


# A list of numbers is one array of indices, and not as many indices.
def _index(index):
    if isinstance(index, tuple):
        return tuple(_index(part) for part in index)
    if isinstance(index, (list, range)) and len(index) > 0 and all(isinstance(part, (int, np.integer)) for part in index):
        return np.asarray(index)
    return index


def _getitem(base):
    def getitem(self, index):
        index = _index(index)
        plain_index = _plain(index, [])
        answer = base.__getitem__(_base(self), plain_index)
        place = RECORDER.tape.places.here()
        if RECORDER.tape.places.installed:
            return watch(answer) if isinstance(answer, np.ndarray) else answer
        if isinstance(answer, np.ndarray):
            operands = []
            _plain(index if isinstance(index, tuple) else (index,), operands)
            whole = RECORDER.tape.whole(_base(self), getattr(self, "born", None)) if self.dtype.kind in "fiub" else ["?"]
            numbers = [whole] + [RECORDER._operand(operand) for operand in operands]
            part = RECORDER._answer("getitem", numbers, answer, place, {"index": _key(index)})
            RECORDER.part_of(part, self)
            return part
        if isinstance(answer, (np.integer, np.floating)) and (isinstance(index, (int, np.integer)) or isinstance(answer, np.floating)):
            # One number: a label, mostly, or part of a gradient that is gathered in a loop.
            return RECORDER._answer("getitem", [RECORDER.tape.whole(_base(self))], answer, place, {"index": _key(index)})
        return answer
    return getitem


def _setitem(base):
    def setitem(self, index, value):
        index = _index(index)
        operands = []
        plain_index = _plain(index, operands if not isinstance(index, tuple) else [])
        if isinstance(index, tuple):
            _plain(index, operands)
        place = RECORDER.tape.places.here()
        if RECORDER.tape.places.installed:
            base.__setitem__(_base(self), plain_index, _plain(value, []))
            return
        RECORDER._see(place)
        before = RECORDER._operand(self)
        assigned = RECORDER._operand(value) if isinstance(value, (np.ndarray, np.generic, int, float)) else ["?"]
        keys = [RECORDER._operand(operand) for operand in operands]
        RECORDER.before_change(self)
        base.__setitem__(_base(self), plain_index, _plain(value, []))
        made = RECORDER.tape.result(_base(self))
        RECORDER.tape.add("setitem", [before, assigned] + keys, [made], place, index=_key(index))
        RECORDER._follow("setitem", [before, assigned], made)
        RECORDER.after_change(self, made)
    return setitem


def _key(index):
    def text(part):
        if isinstance(part, slice):
            edges = ["" if edge is None else str(edge) for edge in (part.start, part.stop, part.step)]
            return ":".join(edges[:2] if part.step is None else edges)
        if part is Ellipsis:
            return "..."
        if part is None:
            return "new"
        return str(int(part)) if isinstance(part, (int, np.integer)) else "array"
    return [text(part) for part in index] if isinstance(index, tuple) else [text(index)]


def _transposed(self):
    return RECORDER.call("transpose", lambda array: array.T, (self,), {})


def _product_method(base, name):
    original = getattr(base, name)

    def noticed(self, other):
        other = listed(other)
        RECORDER.notice((self, other), RECORDER.tape.places.here())
        if RECORDER.on:
            RECORDER.noticed = True
            return getattr(self, name)(other)
        return original(self, other)
    return noticed


def _matrix_product(swapped):
    def times(self, other):
        pair = (other, self) if swapped else (self, other)
        if isinstance(other, (np.ndarray, list, tuple)):
            return RECORDER.call("dot", dot, tuple(part if isinstance(part, np.ndarray) else asmatrix(part) for part in pair), {})
        return RECORDER.call("multiply", np.multiply, pair, {})
    return times


# What numpy itself hands out in a loop is seen by nobody.
def _iterate(self):
    if self.ndim == 0:
        raise TypeError("iteration over a 0-d array")
    return (self[i] for i in range(len(self)))


# numpy wants an array of what it squeezes, where elsewhere one without axes is to be a number.
def _squeezed(self, axis=None):
    return watch(_base(self).squeeze(axis))


# While nothing is recorded a class has these alone.
IDLE = {kind: {name: _product_method(base, name) for name in ("__matmul__", "__rmatmul__", "dot")} for kind, base in BASES.items()}
IDLE[Watched].update(squeeze=_squeezed)
for _kind, _of in BASES.items():
    IDLE[_kind]["__neg__"] = signs.negated(_of, watch)
IDLE[WatchedMatrix].update((name, _product_method(np.matrix, name)) for name in ("__mul__", "__rmul__"))
BUSY = {}
for _kind, _of in BASES.items():
    BUSY[_kind] = {name: _method(_of, name) for name in METHODS if hasattr(_of, name)}
    BUSY[_kind].update(__array_ufunc__=_array_ufunc, __array_function__=_array_function, __getitem__=_getitem(_of),
                       __setitem__=_setitem(_of), __iter__=_iterate, T=property(_transposed))
BUSY[WatchedMatrix].update(__mul__=_matrix_product(False), __rmul__=_matrix_product(True))


def switch(on):
    """Turns the recorder on or off."""
    RECORDER.on = on
    if on:
        RECORDER.few()
        RECORDER.begin()
    for kind in WATCHED:
        for name in set(IDLE[kind]) | set(BUSY[kind]):
            table = BUSY[kind] if on else IDLE[kind]
            if name in table:
                setattr(kind, name, table[name])
            elif name in vars(kind):
                delattr(kind, name)
