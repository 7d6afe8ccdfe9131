"""What a program must not do while it is watched: wait for somebody, or open windows."""
import builtins
import importlib.abc
import importlib.machinery
import os
import sys


def install():
    """Standard input is at its end, matplotlib draws into memory, browsers stay closed."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    os.environ.setdefault("TQDM_DISABLE", "1")
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    os.environ.setdefault("DISPLAY", "")
    sys.dont_write_bytecode = True
    builtins.input = _no_answer
    import webbrowser
    webbrowser.open = webbrowser.open_new = webbrowser.open_new_tab = lambda *args, **kwargs: False
    sys.meta_path.insert(0, _Plots())


def _no_answer(prompt=""):
    print(prompt)
    return ""


class _Plots(importlib.abc.MetaPathFinder):
    """matplotlib.pyplot with a show that only closes the figures, so that the next plot begins anew."""

    def find_spec(self, name, path=None, target=None):
        if name != "matplotlib.pyplot":
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            original = spec.loader.exec_module

            def load(module):
                original(module)
                module.show = lambda *args, **kwargs: module.close("all")
                module.pause = lambda *args, **kwargs: None
            spec.loader.exec_module = load
        return spec
