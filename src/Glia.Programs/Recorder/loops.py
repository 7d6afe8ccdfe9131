"""The loops around a line of the program that is running: how often each was meant to go round, where that can be known."""
import ast
import operator
import os

import numpy

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
             ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow}
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
    scope = min(own, key=lambda node: node.lineno) if start else tree
    return [_count(node, frame, scope) for node in sorted(inside, key=lambda node: node.lineno) if node.lineno >= start]


# Only what is read without calling anything of the program's.
def _count(node, frame, scope):
    if isinstance(node, ast.While):
        count, gone, leaves = _counted(node, frame, scope)
        return {**_place(node, frame), "count": count, "gone": gone, "leaves": leaves}
    iterated, target, enumerated = getattr(node, "iter", None), getattr(node, "target", None), False
    while _called(iterated) in ("tqdm", "enumerate") and iterated.args:
        if _called(iterated) == "enumerate" and isinstance(target, ast.Tuple) and len(iterated.args) == 1 and not iterated.keywords:
            target, enumerated = target.elts[0], True
        iterated = iterated.args[0]
    count = gone = None
    try:
        in_numbers = _called(iterated) in ("range", "trange", "arange")
        meant = range(*[int(_value(argument, frame)) for argument in iterated.args] if in_numbers else [_length(iterated, frame)])
        count = len(meant)
        if enumerated:
            gone = int(_value(target, frame))
        elif in_numbers:
            gone = meant.index(int(_value(target, frame)))
    except Exception:
        # What is no number, or was changed meanwhile, tells nothing.
        pass
    return {**_place(node, frame), "count": count, "gone": gone, "leaves": _leaves(node)}


def _place(node, frame):
    return {"file": os.path.realpath(frame.f_code.co_filename), "line": node.lineno, "last": _last(node)}


# A loop with a number that counts up to another: where it begins stands before, and what else must hold may end it earlier.
def _counted(loop, frame, scope):
    parts = loop.test.values if isinstance(loop.test, ast.BoolOp) and isinstance(loop.test.op, ast.And) else [loop.test]
    for part in parts:
        if not isinstance(part, ast.Compare) or len(part.ops) != 1 or not isinstance(part.left, ast.Name) \
                or not isinstance(part.ops[0], (ast.Lt, ast.LtE)):
            continue
        try:
            begin = [node for node in _changes_of(part.left.id, scope) if node.lineno < loop.lineno][-1]
            step, = _changes_of(part.left.id, loop)
            if not isinstance(begin, ast.Assign) or step not in loop.body or not isinstance(getattr(step, "op", None), ast.Add):
                continue
            end = int(_value(part.comparators[0], frame)) + isinstance(part.ops[0], ast.LtE)
            meant = range(ast.literal_eval(begin.value), end, ast.literal_eval(step.value))
            return len(meant), meant.index(int(_value(part.left, frame))), len(parts) > 1 or _leaves(loop)
        except Exception:
            # What is no number, or is changed in another way, tells nothing.
            continue
    return None, None, _leaves(loop)


# Where a name is given a value, in the order of the lines; names within functions are others.
def _changes_of(name, scope):
    found, open_ = [], list(scope.body)
    while open_:
        node = open_.pop()
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(node, (ast.Assign, ast.AugAssign)) and name in [getattr(target, "id", None) for target in targets]:
            found.append(node)
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            open_.extend(ast.iter_child_nodes(node))
    return sorted(found, key=lambda node: node.lineno)


def _called(node):
    """The name of the function that is called; none where nothing is."""
    return getattr(node.func, "id", getattr(node.func, "attr", None)) if isinstance(node, ast.Call) else None


# How many things there are to go through, one after the other.
def _length(node, frame):
    if _called(node) == "zip":
        return min(_length(argument, frame) for argument in node.args)
    if _called(node) == "permutation" and len(node.args) == 1:
        of = _value(node.args[0], frame)
        return of if isinstance(of, int) else len(_own(of))
    return len(_own(_value(node, frame)))


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
    if isinstance(node, ast.Name):
        return frame.f_locals[node.id] if node.id in frame.f_locals else frame.f_globals[node.id]
    if isinstance(node, ast.Attribute):
        return getattr(_value(node.value, frame), node.attr)
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left, frame), _value(node.right, frame))
    if isinstance(node, ast.Subscript):
        # Before Python 3.9 an index is wrapped.
        index = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
        return _own(_value(node.value, frame), (tuple, list, dict))[_value(index, frame)]
    if _called(node) == "len":
        return len(_own(_value(node.args[0], frame)))
    if _called(node) == "int":
        return int(_value(node.args[0], frame))
    return ast.literal_eval(node)


# Of the program's own types nothing is asked, which might do anything.
def _own(value, kinds=(tuple, list, dict, range, numpy.ndarray)):
    if not isinstance(value, kinds):
        raise ValueError()
    return value
