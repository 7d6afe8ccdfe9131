"""Runs a program under observation and writes what it computed: record.py TAPE SECONDS BEFORE MEGABYTES PROGRAM [ARGUMENTS]"""
import ast
import builtins
import os
import sys
import threading
import time
import traceback
import types

# How often is looked whether the program computes yet, in seconds.
LOOK = 0.5


def main():
    tape_path, seconds, before, megabytes, program = sys.argv[1], float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    own_folder = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [path for path in sys.path if os.path.abspath(path) != own_folder]
    sys.path.insert(0, own_folder)
    try:
        import numpy
    except ImportError:
        print("glia: no numpy", file=sys.stderr)
        os._exit(77)
    import array_methods
    import idioms
    import keras_watch
    import kinds
    import libraries
    import offers
    import patches
    import places
    import quiet
    import rewrite
    import scalars
    import sklearn_watch
    import tape
    import tensors
    import torch_watch
    import units
    import watched
    import windows
    sys.path.remove(own_folder)
    # The program may have modules of these names.
    for name, module in list(sys.modules.items()):
        if name != "__main__" and os.path.dirname(getattr(module, "__file__", None) or "") == own_folder:
            del sys.modules[name]
    quiet.install()
    offers.install(os.environ.pop("GLIA_OFFERED", None))
    program = os.path.abspath(program)
    record = tape.Tape(places.Places(os.path.dirname(program)), megabytes << 20)
    control = windows.Windows(record, watched.RECORDER, array_methods.switch, seconds)
    watched.RECORDER.tape, watched.RECORDER.windows = record, control
    record.make_room = control.make_room
    plain = scalars.Scalars(record, control, seconds, bool(os.environ.pop("GLIA_CURVE", "")))
    asked = libraries.Libraries(record, watched.RECORDER, array_methods.switch, seconds)
    of_torch = tensors.install(watched.RECORDER) if os.environ.pop("GLIA_TENSORS", "") else torch_watch.install(asked)
    undo = [patches.install(), sklearn_watch.install(asked), of_torch, keras_watch.install(asked)]
    array_methods.switch(False)
    said = {"ended": "finished", "numpy": numpy.__version__, "python": sys.version.split()[0]}

    def late():
        # Only now and then does nothing of the program's pass through here: then it is not waited for.
        said["ended"] = "limit"
        save()
        os._exit(0)

    # The time may run out while the program comes to its end: who saves first ends the process, and the other waits for that.
    saving = threading.Lock()

    def save():
        if not saving.acquire(blocking=False):
            threading.Event().wait()
        try:
            write()
        except BaseException:
            saving.release()
            raise

    def write():
        control.finish()
        plain.finish()
        units.write(record)
        for take_back in reversed(undo):
            take_back()
        array_methods.switch(False)
        _flush()
        record.save(tape_path, anchors=control.steps, planned=control.planned, births=control.births, plain=plain.began,
                    unread=plain.unread,
                    followed=plain.followed and plain.followed.said(),
                    perceptrons=plain.perceptrons(), libraries=asked.said(), multiplies=asked.multiplies, **said)

    def watch_arrays(module):
        undo.append(patches.install_math())
        kinds.install(module, record.places.is_own)

    asked.late = late

    def watch():
        # A program that loads its data for long has its time from the first thing it computes on.
        began = time.monotonic()
        while not (control.began or plain.began or asked.began):
            if over.wait(LOOK):
                return
            if time.monotonic() - began > before:
                late()
        if not over.wait(4 * seconds):
            late()

    over = threading.Event()
    threading.Thread(target=watch, daemon=True).start()
    try:
        _run(program, sys.argv[5:], plain, rewrite, idioms, watch_arrays)
    except windows.Enough:
        said["ended"] = "enough"
    except SystemExit as end:
        # No argument and 0 mean that all went well; a text is written to standard error, as Python does.
        if end.code not in (None, 0):
            said["ended"] = "exited"
            said["error"] = "exit code %d" % end.code if isinstance(end.code, int) else str(end.code)
    except BaseException as error:
        traceback.print_exc()
        said["ended"] = "failed"
        said["error"] = traceback.format_exception_only(type(error), error)[-1].strip().split("\n")[0]
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if os.path.abspath(frame.filename) == program]
        said["error_line"] = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else lines[-1] if lines else None
    over.set()
    save()
    _flush()
    # Threads and exit handlers of the program have nothing to add.
    os._exit(0)


# The program may have closed what it writes to, or put something else there.
def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass


def _run(program, arguments, plain, rewrite, idioms, watch_arrays):
    sys.argv[:] = arguments
    sys.path.insert(0, os.path.dirname(program))
    module = types.ModuleType("__main__")
    module.__file__ = program
    module.__builtins__ = __builtins__
    sys.modules["__main__"] = module
    # A line may have been changed: the program that lies there stays as it is.
    with open(os.environ.pop("GLIA_MENDED", program), "rb") as stream:
        text = stream.read()
    code = compile(text, program, "exec")
    # Single numbers cannot be watched: where no arrays are multiplied, the operators of the program are.
    trees = rewrite.modules(program) if hasattr(ast, "unparse") else {}
    is_plain = rewrite.is_plain(trees.values()) and not idioms.has_row_sums(trees.values())
    if trees and (os.environ.pop("GLIA_PLAIN", "") or is_plain):
        setattr(builtins, rewrite.NAME, plain)
        plain.used = True
        plain.files.extend(trees)
        sys.meta_path.insert(0, rewrite.Finder(plain.files))
        code = compile(rewrite.watched(ast.parse(text, program), 0), program, "exec")
    else:
        watch_arrays(module)
        otherwise = [file for file, tree in trees.items() if idioms.is_changed(tree)]
        if otherwise:
            idioms.install(builtins)
            sys.meta_path.insert(0, rewrite.Finder(otherwise, idioms.changed))
            code = compile(idioms.changed(ast.parse(text, program)), program, "exec")
    exec(code, module.__dict__)


main()
