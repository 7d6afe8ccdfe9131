"""Changes a module of the program's right after it was imported."""
import importlib.abc
import importlib.machinery
import sys


class Hook(importlib.abc.MetaPathFinder):
    """Waits for one module and hands it to a function."""

    def __init__(self, module, change):
        self._module, self._change = module, change

    def find_spec(self, name, path=None, target=None):
        """Asked by the import system for every module."""
        if name != self._module:
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def exec_module(module):
                load(module)
                try:
                    self._change(module)
                except Exception:
                    # What has not what is watched, such as a module of the program's own under that name, is left alone.
                    pass
            spec.loader.exec_module = exec_module
        return spec
