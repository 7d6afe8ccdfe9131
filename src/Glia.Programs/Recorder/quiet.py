"""What a program must not do while it is watched: wait for somebody, or open windows."""
import builtins
import os
import sys

import loading


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
    sys.meta_path.insert(0, loading.Hook("matplotlib", _without_screen))
    sys.meta_path.insert(0, loading.Hook("matplotlib.pyplot", _without_windows))


def _no_answer(prompt=""):
    print(prompt)
    return ""


# A program may ask for a window by name, and there is no screen to open it on.
def _without_screen(module):
    module.use = lambda *args, **kwargs: None


# A show that only closes the figures, so that the next plot begins anew.
def _without_windows(module):
    module.show = lambda *args, **kwargs: module.close("all")
    module.pause = lambda *args, **kwargs: None
