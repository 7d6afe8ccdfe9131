"""numpy's functions that make arrays, so that what they make is watched; and its products, which plain arrays may be given to."""
import functools
import math
import pickle
import sys

import numpy as np

import loading
import tables
import watched
from watched import RECORDER, watch

CREATORS = ("array asarray asanyarray ascontiguousarray zeros ones empty full eye identity arange linspace logspace diag tri tril "
            "triu meshgrid zeros_like ones_like empty_like full_like concatenate vstack hstack stack column_stack row_stack append "
            "insert reshape transpose loadtxt genfromtxt fromfile fromfunction copy load where repeat tile split array_split mat asmatrix "
            "expand_dims squeeze atleast_2d ravel delete take vander outer").split()
RANDOM = ("rand randn random random_sample ranf sample uniform normal standard_normal randint random_integers choice permutation "
          "binomial beta gamma exponential laplace multivariate_normal truncated_normal integers").split()
# Products of plain arrays are seen by nobody else.
PRODUCTS = ("dot", "matmul", "inner", "einsum", "tensordot")
# Python's functions of one number that activations are made of.
MATH = ("exp", "tanh", "log", "sqrt")
# What makes an array out of a list of watched ones is an operation.
GATHERING = ("array", "asarray", "vstack", "hstack", "concatenate", "stack", "column_stack", "append", "insert", "asmatrix", "mat")


def install():
    """Puts them in place of numpy's own; gives back what undoes it."""
    undo = []
    for name in CREATORS:
        if callable(getattr(np, name, None)) and not isinstance(getattr(np, name), type):
            _replace(np, name, _creator(name, getattr(np, name)), undo)
    for name in PRODUCTS:
        _replace(np, name, _product(name, getattr(np, name)), undo)
    # np.c_ and np.r_.
    joining = type(np.c_).__bases__[0]
    _replace(joining, "__getitem__", _watching(joining.__getitem__), undo)
    _replace(np, "vectorize", _Vectorized, undo)
    _replace(np, "matrix", _matrix(np.matrix), undo)
    for name in RANDOM:
        if hasattr(np.random, name):
            _replace(np.random, name, _watching(getattr(np.random, name)), undo)
    _replace(np.random, "RandomState", _generator(np.random.RandomState), undo)
    _replace(np.random, "Generator", _generator(np.random.Generator), undo)
    _replace(np.random, "default_rng", _default_rng(np.random.default_rng, np.random.Generator), undo)
    _replace(np.lib.npyio.NpzFile, "__getitem__", _watching(np.lib.npyio.NpzFile.__getitem__), undo)
    _replace(pickle, "load", _watching_all(pickle.load), undo)
    _replace(pickle, "loads", _watching_all(pickle.loads), undo)
    sys.meta_path.insert(0, loading.Hook("pandas", lambda module: _pandas(module, undo)))
    sys.meta_path.insert(0, loading.Hook("sklearn.metrics", lambda module: _metrics(module, undo)))
    return lambda: [setattr(where, name, was) for where, name, was in reversed(undo)]


def install_math():
    """Watches Python's own functions of a number where they are given one of numpy's; gives back what undoes it."""
    undo = []
    for name in MATH:
        _replace(math, name, _of_number(name, getattr(math, name)), undo)
    return lambda: [setattr(where, name, was) for where, name, was in reversed(undo)]


def _of_number(name, function):
    @functools.wraps(function)
    def call(number, *rest):
        if RECORDER.on and not rest and isinstance(number, watched.SCALARS):
            return RECORDER.call(name, lambda plain: np.float64(function(plain)), (number,), {})
        return function(number, *rest)
    return call


def _replace(where, name, by, undo):
    undo.append((where, name, getattr(where, name)))
    setattr(where, name, by)


def _all(answer):
    if isinstance(answer, np.ndarray):
        return _born(watch(answer))
    if isinstance(answer, (tuple, list)):
        return type(answer)(_born(watch(part)) if isinstance(part, np.ndarray) else part for part in answer)
    return answer


def _born(array):
    if getattr(array, "born", 0) is None:
        array.born = RECORDER.tape.places.here()
        RECORDER.made_at(array.born)
        if array.ndim == 2:
            RECORDER.matrix_made()
    return array


# What pandas gives without asking numpy's functions.
def _pandas(module, undo):
    for kind in (module.DataFrame, module.Series):
        values = kind.values.fget
        _replace(kind, "values", property(lambda self, values=values: _all(values(self))), undo)
        _replace(kind, "to_numpy", _watching(kind.to_numpy), undo)
    tables.install(module, lambda where, name, by: _replace(where, name, by, undo))


# The share of right answers is a comparison and its mean, whoever computes it.
def _metrics(module, undo):
    was = module.accuracy_score

    @functools.wraps(was)
    def accuracy_score(y_true, y_pred, *args, **kwargs):
        if RECORDER.on and not args and not kwargs and np.shape(y_true) == np.shape(y_pred):
            np.equal(y_true, y_pred).mean()
        return was(y_true, y_pred, *args, **kwargs)
    _replace(module, "accuracy_score", accuracy_score, undo)


def _watching_all(function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        return _deep(function(*args, **kwargs))
    return call


def _deep(answer):
    if isinstance(answer, dict):
        return {key: _deep(value) for key, value in answer.items()} if type(answer) is dict else answer
    if type(answer) in (tuple, list) and len(answer) < 100:
        return type(answer)(_deep(part) for part in answer)
    return _all(answer) if isinstance(answer, np.ndarray) else answer


def _watching(function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        made = function(*args, **kwargs)
        return made if RECORDER.many and _is_row(made) else _all(made)
    return call


# While rows are prepared one by one, of which a row is data: what is made of it is watched where it becomes a matrix.
def _is_row(made):
    return type(made) is np.ndarray and made.ndim < 2


def _creator(name, function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        if RECORDER.many:
            made = function(*args, **kwargs)
            return made if _is_row(made) else _all(made)
        # What is drawn with is the plotting library's own, which asks for arrays of exactly numpy's type.
        if sys._getframe(1).f_globals.get("__name__", "").startswith("matplotlib."):
            return function(*watched._plain(args, []), **kwargs)
        if RECORDER.on and name in GATHERING and args:
            parts = args[0] if isinstance(args[0], (list, tuple)) else args[:1]
            if any(isinstance(part, watched.WATCHED + watched.SCALARS) for part in parts):
                return RECORDER.call(name, function, args, kwargs)
        made = function(*args, **kwargs)
        return made if _is_compiled(sys._getframe(1), name) else _all(made)
    return call


# Whether a function was called by compiled code of a library, which no frame shows: the innermost one does not name the function then.
# What such code makes for itself may be resized, as pandas does, and what is watched may not: it is a view.
def _is_compiled(frame, name):
    code = frame.f_code
    return name not in code.co_names and not RECORDER.tape.places.is_own(code.co_filename)


def _product(name, function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        # einsum's and tensordot's lists are axes.
        if name not in ("einsum", "tensordot"):
            args = tuple(watched.listed(part) for part in args)
        RECORDER.notice([part for part in args if not isinstance(part, str)], RECORDER.tape.places.here())
        if RECORDER.on:
            RECORDER.noticed = True
            pair = _einsum_as_dot(*args) if name == "einsum" and not kwargs else None
            if pair is not None:
                return RECORDER.call("dot", lambda *_: function(*watched._plain(args, [])), pair, {})
            return RECORDER.call(name, function, args, kwargs)
        return _all(function(*args, **kwargs))
    return call


# The two matrices whose product a sum over one axis of each is, turned so that rows come first; None where it is no such product.
def _einsum_as_dot(axes, *factors):
    if not isinstance(axes, str) or "->" not in axes or len(factors) != 2:
        return None
    given, result = axes.replace(" ", "").split("->")
    parts = given.split(",")
    if len(parts) != 2 or any(getattr(factor, "ndim", 0) not in (1, 2) for factor in factors):
        return None
    # Of a matrix ... is the one axis that has no letter.
    (left, right), result = [part.replace("...", ".") for part in parts], result.replace("...", ".")
    pair = list(zip((left, right), factors))
    if any(len(letters) != factor.ndim or len(set(letters)) != len(letters) for letters, factor in pair):
        return None
    summed = set(left) & set(right)
    if len(summed) != 1 or sorted(result) != sorted(set(left) ^ set(right)):
        return None
    if len(result) == 2 and result[0] not in left:
        pair.reverse()
    (letter,), turned = summed, []
    for last, (letters, factor) in zip((True, False), pair):
        turned.append(factor.T if factor.ndim == 2 and (letters[-1] == letter) != last else factor)
    return tuple(turned)


def _matrix(original):
    """np.matrix is called as a function and asked for as a type."""
    class Kind(type(original)):
        def __instancecheck__(cls, thing):
            return isinstance(thing, original)

        def __subclasscheck__(cls, kind):
            return issubclass(kind, original)

        def __call__(cls, *args, **kwargs):
            return watch(original(*args, **kwargs))
    return Kind("matrix", (object,), {"__doc__": original.__doc__})


class _Vectorized(np.vectorize):
    def __call__(self, *args, **kwargs):
        if RECORDER.on:
            return RECORDER.call("vectorize", super().__call__, args, kwargs)
        return _all(super().__call__(*args, **kwargs))


def _generator(original):
    """A generator whose answers are watched; what is asked of a generator's type holds for both."""
    class Kind(type(original)):
        def __instancecheck__(cls, thing):
            return isinstance(thing, original)

    members = {name: _watching(getattr(original, name)) for name in RANDOM if hasattr(original, name)}
    return Kind(original.__name__, (original,), members)




def _default_rng(original, kind):
    watching = _generator(kind)

    @functools.wraps(original)
    def default_rng(seed=None):
        made = original(seed)
        return made if isinstance(seed, kind) else watching(made.bit_generator)
    return default_rng
