"""What a program imports and this Python does not have, found without running it: imports.py PROGRAM"""
import ast
import importlib.util
import json
import os
import sys

# Files that change where modules are looked for: what is not found here may be found there.
ELSEWHERE = []


def main():
    """Prints one JSON object: this Python, and the modules that are missing, those it cannot start without first."""
    program = os.path.realpath(sys.argv[1])
    folder = os.path.dirname(program)
    sys.path[0] = folder
    needed, wished = {"numpy"}, set()
    _read(program, folder, needed, wished, set(), True)
    if ELSEWHERE:
        needed, wished = {"numpy"}, wished | needed
    print(json.dumps({"executable": sys.executable, "new_enough": sys.version_info >= (3, 6),
                      "missing": sorted(filter(_is_missing, needed)),
                      "wished": sorted(filter(_is_missing, wished - needed))}))


def _read(file, folder, needed, wished, seen, certain):
    if file in seen:
        return
    seen.add(file)
    try:
        with open(file, "rb") as stream:
            tree = ast.parse(stream.read())
    except (OSError, SyntaxError, ValueError):
        # What is wrong with it is told by running it.
        return
    # Imports within a function, a condition or an attempt may never be made.
    always = set(id(node) for node in tree.body)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "path" and getattr(node.value, "id", None) == "sys":
            ELSEWHERE.append(file)
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module] if node.module and not node.level else []
        else:
            continue
        for name in names:
            sure = certain and id(node) in always
            top = name.split(".")[0]
            (needed if sure else wished).add(top)
            own = os.path.join(folder, *name.split("."))
            for path in (own + ".py", os.path.join(own, "__init__.py")):
                if os.path.isfile(path):
                    _read(path, folder, needed, wished, seen, sure)


def _is_missing(name):
    try:
        return importlib.util.find_spec(name) is None
    except (ImportError, ValueError, AttributeError):
        return True


main()
