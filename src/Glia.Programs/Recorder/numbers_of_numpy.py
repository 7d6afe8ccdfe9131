"""Scalars of numpy that say what is done with them."""
import numpy as np

COMPARISONS = (("eq", np.equal), ("ne", np.not_equal))
OPERATORS = (("add", np.add), ("sub", np.subtract), ("mul", np.multiply), ("truediv", np.true_divide), ("pow", np.power))


# numpy takes the class behind a scalar's own for what it is: no other class may stand between.
class _Float64(np.float64):
    value = None


class _Float32(np.float32):
    value = None


class _Int64(np.int64):
    value = None


SCALARS = (_Float64, _Float32, _Int64)


class Scalars:
    """Scalars of numpy's own types, so that a program that asks for their type gets the answer it expects."""

    @staticmethod
    def of(scalar):
        if isinstance(scalar, np.float64):
            return _Float64(scalar)
        if isinstance(scalar, np.float32):
            return _Float32(scalar)
        return _Int64(scalar) if isinstance(scalar, np.int64) else scalar


def exact(scalar):
    """The same number as numpy has it."""
    if isinstance(scalar, _Int64):
        return np.int64(int(scalar))
    return np.float32(scalar) if isinstance(scalar, _Float32) else np.float64(float(scalar))


def _operator(recorder, ufunc, swapped):
    def operate(self, other):
        if not isinstance(other, (int, float, np.generic, np.ndarray)):
            return NotImplemented
        pair = (other, self) if swapped else (self, other)
        if recorder.on and not isinstance(other, np.ndarray):
            return recorder.call(ufunc.__name__, ufunc, pair, {})
        return ufunc(*pair)
    return operate


# An answer that is compared with the number of a class says what the right one is.
def _comparison(recorder, ufunc):
    def compare(self, other):
        if not isinstance(other, (int, float, np.generic, np.ndarray)):
            return NotImplemented
        if recorder.on and not isinstance(other, (bool, np.ndarray)):
            return recorder.call(ufunc.__name__, ufunc, (self, other), {})
        return ufunc(self, other)
    return compare


def give_operators(recorder, apply):
    """Lets a recorder see what is computed with them; `apply` is what a function of numpy does with watched operands."""
    for kind in SCALARS:
        kind.__array_ufunc__ = lambda self, ufunc, method, *inputs, **kwargs: apply(ufunc, method, inputs, kwargs)
    for kind in (_Float64, _Float32):
        for name, function in OPERATORS:
            setattr(kind, "__%s__" % name, _operator(recorder, function, False))
            setattr(kind, "__r%s__" % name, _operator(recorder, function, True))
        kind.__neg__ = lambda self: recorder.call("negative", np.negative, (self,), {}) if recorder.on else np.negative(exact(self))
    for name, function in COMPARISONS:
        setattr(_Int64, "__%s__" % name, _comparison(recorder, function))
    # Who says what it is equal to says how it is hashed.
    _Int64.__hash__ = np.int64.__hash__
