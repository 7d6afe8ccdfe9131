"""The loops around a line of the program that is running: how often each was meant to go round, where that can be known."""
import ast
import os

SIMPLE = (ast.Constant, ast.Name, ast.Attribute, ast.BinOp, ast.operator, ast.Load, ast.expr_context, ast.UnaryOp, ast.unaryop)
# Functions that end the program.
ENDS = ("exit", "quit", "_exit", "abort")


def around(frame, places):
    """Of the loops around the running lines, outermost first: the file, first and last line, how often it is meant to go round and how
    often it has, None where unknown, and whether something in it may end it before."""
    found = []
    while frame is not None:
        if places.is_own(frame.f_code.co_filename):
            found = _of(frame) + found
        frame = frame.f_back
    return found


def _of(frame):
    try:
        with open(frame.f_code.co_filename, "rb") as stream:
            tree = ast.parse(stream.read())
    except (OSError, SyntaxError, ValueError):
        return []
    line, first = frame.f_lineno, frame.f_code.co_firstlineno
    inside = [node for node in ast.walk(tree) if isinstance(node, (ast.For, ast.While)) and node.lineno <= line <= _last(node)]
    # A loop around the function that is running is no loop of this frame.
    own = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.Lambda)) and node.lineno >= first - 1
           and frame.f_code.co_name == getattr(node, "name", "<lambda>")]
    start = min((node.lineno for node in own), default=0) if frame.f_code.co_name != "<module>" else 0
    return [_count(node, frame) for node in sorted(inside, key=lambda node: node.lineno) if node.lineno >= start]


# Only what is read without calling anything of the program's.
def _count(node, frame):
    call = getattr(node, "iter", None)
    while isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in ("tqdm", "trange", "enumerate") \
            and call.args and isinstance(call.args[0], ast.Call):
        call = call.args[0]
    name = getattr(getattr(call, "func", None), "id", getattr(getattr(call, "func", None), "attr", None))
    count = gone = None
    if name in ("range", "trange", "arange") and 1 <= len(call.args) <= 3:
        try:
            meant = range(*[int(_value(argument, frame)) for argument in call.args])
            count = len(meant)
            if isinstance(node.target, ast.Name) and call is node.iter:
                gone = meant.index(int(_value(ast.Name(node.target.id, ast.Load(), lineno=1, col_offset=0), frame)))
        except Exception:
            # What is no number, or was changed meanwhile, tells nothing.
            pass
    return {"file": os.path.realpath(frame.f_code.co_filename), "line": node.lineno, "last": _last(node), "count": count, "gone": gone,
            "leaves": _leaves(node)}


def _last(node):
    return max(getattr(part, "lineno", 0) for part in ast.walk(node))


# Whether a loop may end before it has gone round as often as was meant.
def _leaves(loop):
    open_ = [(part, True) for part in loop.body]
    while open_:
        node, of_this = open_.pop()
        if isinstance(node, (ast.Return, ast.Raise)) or (isinstance(node, ast.Break) and of_this):
            return True
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", None)) in ENDS:
            return True
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            continue
        within = of_this and not isinstance(node, (ast.For, ast.While))
        open_.extend((part, within) for part in ast.iter_child_nodes(node))
    return False


def _value(node, frame):
    if not all(isinstance(part, SIMPLE) for part in ast.walk(node)):
        raise ValueError()
    return eval(compile(ast.Expression(node), "<count>", "eval"), frame.f_globals, frame.f_locals)
