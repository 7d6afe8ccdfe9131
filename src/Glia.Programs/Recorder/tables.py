"""pandas among a program's arrays: what is computed with tables and columns is recorded as with the arrays that hold their numbers."""
import functools
import sys

from lists import TABLES
from watched import NAMES, RECORDER

# Python's names of its operators, and numpy's.
OPERATORS = {"sub": "subtract", "mul": "multiply", "truediv": "divide", "pow": "power", "add": "add", "eq": "equal", "ne": "not_equal",
             "gt": "greater", "lt": "less", "ge": "greater_equal", "le": "less_equal"}


def install(module, replace):
    """Watches pandas; `replace` puts a function in the place of another."""
    kinds = (module.DataFrame, module.Series)
    TABLES.extend(kinds)
    turn = _recorded("transpose", module.DataFrame.transpose)
    replace(module.DataFrame, "transpose", turn)
    replace(module.DataFrame, "T", property(turn))
    for kind in kinds:
        for name in ("_arith_method", "_cmp_method"):
            replace(kind, name, _operator(getattr(kind, name)))
        for name in ("dot", "__matmul__"):
            replace(kind, name, _product(getattr(kind, name)))
        replace(kind, "__array_ufunc__", _function(kind.__array_ufunc__))
        for name, called in (("__neg__", "negative"), ("sum", "sum"), ("mean", "mean")):
            replace(kind, name, _recorded(called, getattr(kind, name)))


def _operator(was):
    @functools.wraps(was)
    def call(self, other, op):
        name = getattr(op, "__name__", "")
        swapped = name not in OPERATORS and name[:1] == "r"
        known = OPERATORS.get(name[1:] if swapped else name)
        if not RECORDER.on or known is None or not _is_asked(sys._getframe(1)):
            return was(self, other, op)
        RECORDER.tape.places.asked = True
        if swapped:
            return RECORDER.call(known, lambda other, self: was(self, other, op), (other, self), {})
        return RECORDER.call(known, lambda self, other: was(self, other, op), (self, other), {})
    return call


# Between an operator of the program's and what carries it out are functions of pandas' that have the operator's name.
def _is_asked(frame):
    is_own = RECORDER.tape.places.is_own
    while not is_own(frame.f_code.co_filename) and (frame.f_code.co_name == "new_method" or frame.f_code.co_name.startswith("__")):
        frame = frame.f_back
    return is_own(frame.f_code.co_filename)


def _product(was):
    @functools.wraps(was)
    def dot(self, other):
        RECORDER.notice((self, other), RECORDER.tape.places.here())
        if not RECORDER.on:
            return was(self, other)
        RECORDER.noticed = True
        return RECORDER.call("dot", was, (self, other), {})
    return dot


def _function(was):
    @functools.wraps(was)
    def call(self, ufunc, method, *inputs, **kwargs):
        if not RECORDER.on or method != "__call__" or kwargs:
            return was(self, ufunc, method, *inputs, **kwargs)
        name = NAMES.get(ufunc.__name__, ufunc.__name__)
        return RECORDER.call(name, lambda *plain: was(self, ufunc, method, *plain), inputs, {})
    return call


def _recorded(name, was):
    @functools.wraps(was)
    def call(self, *args, **kwargs):
        return RECORDER.call(name, was, (self,) + args, kwargs) if RECORDER.on else was(self, *args, **kwargs)
    return call
