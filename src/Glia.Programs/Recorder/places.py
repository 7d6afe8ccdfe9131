"""Where in the program something happens: the program's own frames, innermost first, and the statements at those lines."""
import ast
import os
import sys

import numpy as np

# Frames of the program that are kept of a call: an activation function in a layer in a network in a loop needs four.
DEPTH = 6
NUMPY = os.path.join(os.path.dirname(os.path.realpath(np.__file__)), "")


class Places:
    """Numbers for chains of (file, line); equal chains have equal numbers."""

    def __init__(self, folder):
        self._folder = os.path.join(os.path.realpath(folder), "")
        self._paths = set(map(os.path.realpath, sys.path))
        self._own = {}
        self._installed = {}
        # numpy only carries out what it was asked.
        self._carriers = (NUMPY,)
        self._numbers = {}
        self._written = {}
        self.chains = []
        # Whether an installed package computes, and not the program: of the place that was asked for last.
        self.installed = False
        # Whether what is asked next is what the program itself asked such a package for.
        self.asked = False

    def here(self):
        """The number of the chain of the program's frames that are running now."""
        frame, own = sys._getframe(2), self._own
        chain = []
        self.installed, asked, self.asked = False, self.asked, False
        while frame is not None and len(chain) < DEPTH:
            name = frame.f_code.co_filename
            # Asked for each small array: a call less is felt.
            file = own[name] if name in own else self._file(name)
            if file is not None:
                chain.append((file, frame.f_lineno))
            elif not chain and self._installed[name]:
                self.installed = not asked
            frame = frame.f_back
        key = tuple(chain)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.chains)
            self.chains.append(key)
        return number

    def is_written(self, number, side):
        """Whether the line that is running adds or subtracts a number that is written there, as 1 - a does, first (0) or second; where the
        text cannot be read it may be."""
        frame = self.frame()
        if frame is None:
            return True
        file = frame.f_code.co_filename
        if file not in self._written:
            self._written[file] = _written(file)
        lines = self._written[file]
        return lines is None or (side, number) in lines.get(frame.f_lineno, ())

    def is_own(self, file):
        """Whether a file is the program's."""
        return self._file(file) is not None

    def carry_out(self, package):
        """Notes that a package only carries out what it was asked, as numpy does."""
        self._carriers += (os.path.join(os.path.dirname(os.path.realpath(package.__file__)), ""),)
        self._own, self._installed = {}, {}

    def at(self, file, line):
        """The number of a chain that is one line alone."""
        key = ((os.path.realpath(file), line),)
        if key not in self._numbers:
            self._numbers[key] = len(self.chains)
            self.chains.append(key)
        return self._numbers[key]

    def frame(self):
        """The innermost frame of the program's own."""
        frame = sys._getframe(2)
        while frame is not None and self._file(frame.f_code.co_filename) is None:
            frame = frame.f_back
        return frame

    def statements(self):
        """Of every file and line of a chain: first and last line of its statement, what it assigns to, and the line, if any, at
        which what it gives to a function got its name."""
        found = {}
        for file in {file for chain in self.chains for file, _ in chain}:
            lines = {line for chain in self.chains for name, line in chain if name == file}
            try:
                with open(file, "rb") as stream:
                    tree = ast.parse(stream.read())
            except (OSError, SyntaxError, ValueError):
                continue
            found[file] = _statements(tree, lines)
            named = {line: _named_at(tree, line) for line in lines}
            found[file].update((line, at) for line, at in _statements(tree, set(named.values())).items() if line not in found[file])
            for line, at in named.items():
                found[file].setdefault(line, [line, line, []]).append(at)
        return found

    # The program's own files: those in its folder and where it looks for modules by its own wish, but not what is installed as a package.
    def _file(self, name):
        if name not in self._own:
            # Code that was made while running, such as numpy's dispatchers, has no file: <...>.
            path = "" if name.startswith("<") else os.path.realpath(name)
            installed = "site-packages" in path or "dist-packages" in path
            self._own[name] = path if self._is_within(path) and not installed else None
            self._installed[name] = installed and not path.startswith(self._carriers)
        return self._own[name]

    def _is_within(self, path):
        added = [os.path.realpath(place) for place in sys.path if os.path.realpath(place) not in self._paths]
        return any(path.startswith(os.path.join(place, "")) for place in [self._folder] + added)


# The numbers that are added or subtracted as they are written, with their side, by line; None where the text cannot be read.
def _written(file):
    try:
        with open(file, "rb") as stream:
            tree = ast.parse(stream.read())
    except (OSError, SyntaxError, ValueError):
        return None
    lines = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
            parts = (node.left, node.right)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", None)) in ("add", "subtract"):
            parts = node.args[:2]
        else:
            continue
        for side, part in enumerate(parts):
            try:
                number = ast.literal_eval(part)
            except (ValueError, TypeError, SyntaxError):
                continue
            if isinstance(number, (int, float)):
                for line in range(node.lineno, (getattr(node, "end_lineno", None) or node.lineno) + 1):
                    lines.setdefault(line, set()).add((side, number))
    return lines


def _statements(tree, lines):
    found = {}
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return)):
            continue
        last = getattr(node, "end_lineno", None) or node.lineno
        for line in lines:
            if line is not None and node.lineno <= line <= last:
                # Of several statements on a line nobody knows which one it was: what it makes has all their names then, and so none.
                shared = found.get(line)
                names = _targets(node) + (shared[2] if shared is not None else [])
                found[line] = [min(node.lineno, shared[0]) if shared is not None else node.lineno, last, names]
    return found


# Where a line gives a function something that has been given another name before, as in "index = self.output; np.argmax(index)": the
# line of that name. None where there is none, or several.
def _named_at(tree, line):
    scope = tree
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.lineno <= line <= (getattr(node, "end_lineno", None) or 0):
            scope = node if scope is tree or node.lineno > scope.lineno else scope
    given = set()
    copies = {}
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and node.lineno == line:
            parts = list(node.args) + ([node.func.value] if isinstance(node.func, ast.Attribute) else [])
            given.update(part.id for part in parts if isinstance(part, ast.Name))
        elif isinstance(node, ast.Assign) and node.lineno < line and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            before = copies.get(node.targets[0].id)
            if before is None or before.lineno < node.lineno:
                copies[node.targets[0].id] = node
    lines = [copies[name].lineno for name in given if name in copies and isinstance(copies[name].value, (ast.Name, ast.Attribute))]
    return lines[0] if len(lines) == 1 else None


def _targets(node):
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
        targets = [node.target]
    else:
        return []
    names = []
    for target in targets:
        parts = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
        names.extend(_text(part) for part in parts)
    return names


def _text(node):
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return _text(node.value) + "." + node.attr
    if isinstance(node, ast.Subscript):
        index = node.slice
        index = getattr(index, "value", index) if index.__class__.__name__ == "Index" else index
        if isinstance(index, ast.Constant):
            return "%s[%r]" % (_text(node.value), index.value)
        if isinstance(index, (ast.Name, ast.Attribute)):
            return "%s[%s]" % (_text(node.value), _text(index))
        return _text(node.value)
    if isinstance(node, ast.Starred):
        return _text(node.value)
    return "?"
