"""Where a call stands in the program's text, and each of its arguments: the line, and how it is written."""
import ast

_trees = {}


def find(chain, callee):
    """The call of something in the innermost line of a chain: file, line, arguments by name and by place; empty if there is none."""
    for file, line in chain[:1]:
        tree, lines = _parsed(file)
        found = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == callee
                 and node.lineno <= line <= _last(node)] if tree is not None else []
        if not found:
            return {"file": file, "line": line, "named": {}, "placed": []}
        call = min(found, key=lambda node: _last(node) - node.lineno)
        return {"file": file, "line": call.lineno,
                "named": {word.arg: _argument(word.value, lines) for word in call.keywords if word.arg is not None},
                "placed": [_argument(value, lines) for value in call.args if not isinstance(value, ast.Starred)]}
    return {}


def _parsed(file):
    if file not in _trees:
        try:
            with open(file, "rb") as stream:
                text = stream.read()
            _trees[file] = ast.parse(text), text.decode("utf-8", "replace").split("\n")
        except (OSError, SyntaxError, ValueError):
            _trees[file] = None, []
    return _trees[file]


def _name(node):
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None


def _last(node):
    last = getattr(node, "end_lineno", None)
    return last if last is not None else max(getattr(part, "lineno", 0) for part in ast.walk(node))


# The text of an argument where it is one line; Python before 3.8 does not say where it ends.
def _argument(node, lines):
    end = getattr(node, "end_col_offset", None)
    text = ""
    if end is not None and node.end_lineno == node.lineno and node.lineno <= len(lines):
        text = lines[node.lineno - 1].encode("utf-8")[node.col_offset:end].decode("utf-8", "replace")
    return [node.lineno, text]
