"""What a program is told that asks of what type an array is: numpy's own, as type(w) == np.ndarray wants it."""
import importlib.abc
import importlib.machinery
import sys

import watched


class _Asked(type):
    def __call__(cls, *arguments, **settings):
        if cls is not Kind:
            return type.__call__(cls, *arguments, **settings)
        kind = type(*arguments, **settings)
        # A class of the program's own that is made of an array's stays what it is.
        return watched.BASES.get(kind, kind) if len(arguments) == 1 else kind

    def __instancecheck__(cls, thing):
        return isinstance(thing, type) if cls is Kind else type.__instancecheck__(cls, thing)

    def __subclasscheck__(cls, other):
        return issubclass(other, type) if cls is Kind else type.__subclasscheck__(cls, other)


class Kind(type, metaclass=_Asked):
    """Stands for type in the program's own modules."""


class Finder(importlib.abc.MetaPathFinder):
    """Gives each module of the program's that name before it runs."""

    def __init__(self, is_own):
        self._is_own = is_own

    def find_spec(self, name, path=None, target=None):
        """Asked by the import system for every module."""
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None or not spec.origin or spec.loader is None or not self._is_own(spec.origin):
            return None
        load = spec.loader.exec_module

        def exec_module(module):
            module.type = Kind
            load(module)
        spec.loader.exec_module = exec_module
        return spec


def install(module, is_own):
    """For the program itself, and for what it imports of its own from now on."""
    module.type = Kind
    sys.meta_path.insert(0, Finder(is_own))
