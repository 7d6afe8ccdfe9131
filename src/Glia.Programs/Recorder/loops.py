"""The loops around a line of the program that is running: how often each was meant to go round, where that can be known."""
import ast

SIMPLE = (ast.Constant, ast.Name, ast.Attribute, ast.BinOp, ast.operator, ast.Load, ast.expr_context, ast.UnaryOp, ast.unaryop)


def around(frame, places):
    """Of the loops around the running lines, outermost first: the line, how the count is written, and the count; None where unknown."""
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
    inside = [node for node in ast.walk(tree) if isinstance(node, (ast.For, ast.While))
              and node.lineno <= line <= max(getattr(part, "lineno", 0) for part in ast.walk(node))]
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
    count = None
    if name in ("range", "trange", "arange") and 1 <= len(call.args) <= 3:
        try:
            count = len(range(*[int(_value(argument, frame)) for argument in call.args]))
        except Exception:
            count = None
    return {"line": node.lineno, "count": count, "file": frame.f_code.co_filename}


def _value(node, frame):
    if not all(isinstance(part, SIMPLE) for part in ast.walk(node)):
        raise ValueError()
    return eval(compile(ast.Expression(node), "<count>", "eval"), frame.f_globals, frame.f_locals)
