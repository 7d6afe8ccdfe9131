"""scikit-learn's networks: what an MLPClassifier or MLPRegressor is made with, what it is fitted to, and what is asked of it then."""
import functools
import sys
import warnings
import weakref

import numpy as np
# As they were before anything was put in their place.
from numpy import asarray, unique

import loading

# Rows that are kept of a sparse matrix are made dense, up to so many numbers.
MOST_DENSE = 1 << 24
# So many rows at most are asked what was learned of them.
MOST_ASKED = 2000


def install(libraries):
    """Watches them once the program imports them; gives back what undoes it."""
    undo = []

    def change(module):
        for name in ("MLPClassifier", "MLPRegressor"):
            if hasattr(module, name):
                _watch(getattr(module, name), libraries, undo)
    sys.meta_path.insert(0, loading.Hook("sklearn.neural_network", change))
    return lambda: [take_back() for take_back in reversed(undo)]


def _watch(kind, libraries, undo):
    def put(name, by):
        own, was = name in vars(kind), getattr(kind, name)
        setattr(kind, name, by)
        undo.append(lambda: setattr(kind, name, was) if own else delattr(kind, name))

    put("__init__", _made(kind.__init__, libraries))
    for name, call in (("fit", _fit), ("partial_fit", _partial_fit), ("score", _score)):
        put(name, _Method(kind, name, call, libraries))


class _Method:
    """A method that is there for whom it was there before: scikit-learn asks the settings whether an estimator has it."""

    def __init__(self, kind, name, call, libraries):
        self._was = next(vars(base)[name] for base in kind.__mro__ if name in vars(base))
        self._call, self._libraries = call, libraries

    def __get__(self, estimator, kind=None):
        was = self._was.__get__(estimator, kind)
        if estimator is None:
            return was

        @functools.wraps(was)
        def method(X, y, *args, **kwargs):
            with self._libraries.apart():
                return self._call(estimator, functools.partial(was, _plain(X), _plain(y), *args, **kwargs), X, y, self._libraries)
        return method


# Copies that a search makes of an estimator are made where the search is; the line that counts is the one that names the settings.
_sites = weakref.WeakKeyDictionary()
_last_site = {}


def _made(was, libraries):
    @functools.wraps(was)
    def __init__(self, *args, **kwargs):
        was(self, *args, **kwargs)
        if libraries.places.is_own(sys._getframe(1).f_code.co_filename):
            _sites[self] = _last_site[type(self).__name__] = libraries.place()
    return __init__


def _fit(self, was, X, y, libraries):
    record = _begun(self, X, y, "fit", libraries)
    answer = was()
    _ended(self, record)
    _asked(self, record, X, y)
    return answer


def _partial_fit(self, was, X, y, libraries):
    record = _begun(self, X, y, "partial_fit", libraries)
    answer = was()
    _ended(self, record)
    return answer


def _score(self, was, X, y, libraries):
    answer = was()
    _scored(self, X, y, answer, libraries)
    return answer


def _plain(data):
    return data.view(np.ndarray) if isinstance(data, np.ndarray) else data


def _safely(function):
    """Nothing that goes wrong while watching reaches the program."""
    @functools.wraps(function)
    def call(*args):
        try:
            return function(*args)
        except Exception:
            return None
    return call


@_safely
def _begun(self, X, y, how, libraries):
    libraries.begin()
    last = libraries.records[-1] if libraries.records else None
    goes_on = how == "partial_fit" and last is not None and last.get("of") == id(self) and last["how"] == how
    if not goes_on:
        for record in [record for record in libraries.records if record["library"] == "sklearn"]:
            libraries.forget([part for pair in record["parts"] for part in pair] + list(record.get("scored", {}).values())[:2])
            libraries.records.remove(record)
        place = _sites.get(self, _last_site.get(type(self).__name__))
        last = {"library": "sklearn", "kind": type(self).__name__, "of": id(self), "how": how, "settings": _settings(self),
                "fit": {"place": libraries.place(), "callee": how}, "parts": [], "presented": 0, "finished": False}
        if place is not None:
            last["site"] = {"place": place, "callee": type(self).__name__}
        libraries.records.append(last)
    x = _numbers(X)
    answers, names = _answers(self, y)
    if names is not None:
        last["classes"] = names if not goes_on else sorted(set(last["classes"]) | set(names))
    pair = [libraries.keep(x), libraries.keep(answers)]
    if pair not in last["parts"]:
        last["parts"].append(pair)
        last.setdefault("names", []).append(names)
    last["presented"] += len(answers)
    return last


@_safely
def _ended(self, record):
    if record is not None:
        record["finished"] = True
        record["iterations"] = int(getattr(self, "n_iter_", 0))
        record["loss"] = float(getattr(self, "loss_", float("nan")))


# A fit in pieces is not asked: each piece would be, and its own last rows alone.
@_safely
def _asked(self, record, X, y):
    if record is not None:
        with warnings.catch_warnings():
            # It was fitted to a table, and is asked about its numbers.
            warnings.simplefilter("ignore")
            learned = _learned(self, X, y)
            # Where all targets are one there is nothing to learn.
            if learned is not None and np.isfinite(learned):
                record["learned"] = learned


# Of what there is to learn in the rows it was fitted to, or in some of them: by the classes that are right, or the squares that are left.
def _learned(self, X, y):
    some = slice(None, None, 1 + _count(X) // MOST_ASKED)
    rows, wanted = _numbers(X)[some], _plain(asarray(y))[some]
    said = _plain(asarray(self.predict(rows)))
    if type(self).__name__.endswith("Regressor"):
        wanted = wanted.astype(np.float64).reshape(said.shape)
        return 1 - float(((said - wanted) ** 2).sum() / ((wanted - wanted.mean(axis=0)) ** 2).sum())
    if wanted.ndim > 1 and wanted.shape[1] > 1:
        return None
    most = unique(wanted, return_counts=True)[1].max() / wanted.size
    return float(((said.ravel() == wanted.ravel()).mean() - most) / (1 - most))


def _count(X):
    return X.shape[0] if hasattr(X, "shape") else len(X)


@_safely
def _scored(self, X, y, answer, libraries):
    record = libraries.records[-1] if libraries.records else None
    if record is None or record.get("of") != id(self):
        return
    answers, names = _answers(self, y)
    was = record.pop("scored", None)
    if was is not None and [was["x"], was["y"]] not in record["parts"]:
        libraries.forget([was["x"], was["y"]])
    record["scored"] = {"x": libraries.keep(_numbers(X)), "y": libraries.keep(answers), "names": names, "value": float(answer),
                        "at": {"place": libraries.place(), "callee": "score"}}


def _settings(self):
    return {name: _setting(value) for name, value in self.get_params(deep=False).items()}


def _setting(value):
    if isinstance(value, (np.integer, np.floating)):
        return value.item()
    if isinstance(value, (list, tuple, np.ndarray)):
        return [_setting(part) for part in value]
    return value if isinstance(value, (int, float, str, bool, type(None))) else repr(value)


def _numbers(X):
    if hasattr(X, "toarray") and X.shape[0] * X.shape[1] <= MOST_DENSE:
        X = X.toarray()
    return _plain(asarray(X, dtype=np.float64))


# Classes by number, in scikit-learn's order, and their names; several columns are as many questions of yes or no.
def _answers(self, y):
    y = y.toarray() if hasattr(y, "toarray") else _plain(asarray(y))
    if type(self).__name__.endswith("Regressor"):
        return y.astype(np.float64), None
    if y.ndim == 2 and y.shape[1] > 1:
        return y.astype(np.float64), None
    found, numbers = unique(y.ravel(), return_inverse=True)
    return numbers.astype(np.int32), [str(name) for name in found]
