"""Changes the syntax trees of a program that computes number by number, so that its sums and products are seen."""
import ast
import importlib.abc
import importlib.machinery
import os

# Who has a network of these computes with that.
NETWORKS = ("torch", "tensorflow", "keras", "jax", "cupy", "theano", "neural_network")
# Who multiplies arrays of these is watched there.
ARRAYS = ("numpy", "scipy", "pandas", "sklearn")
PRODUCTS = ("dot", "matmul", "einsum", "inner", "outer", "tensordot", "vdot", "multi_dot", "matrix", "mat", "asmatrix")
OPERATORS = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide", ast.Pow: "power", ast.MatMult: "matmul"}
FUNCTIONS = {"sum": 1, "fsum": 1, "exp": 1, "tanh": 1, "log": 1, "sqrt": 1, "abs": 1, "pow": 2, "power": 2, "maximum": 2,
             "dot": 2, "inner": 2, "matmul": 2, "float": 1}
# The name under which the changed program finds what it calls.
NAME = "__glia_scalars__"
# A place is a column, a line above so many bits, and the number of a file above so many.
COLUMN, FILE = 12, 40


def modules(program):
    """The program and its own modules, as far as they can be read without running them: trees by file, the program first."""
    folder, found, open_ = os.path.dirname(os.path.realpath(program)), {}, [os.path.realpath(program)]
    while open_:
        file = open_.pop(0)
        if file in found:
            continue
        try:
            with open(file, "rb") as stream:
                tree = found[file] = ast.parse(stream.read(), file)
        except (OSError, SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                names = [base] + [(base + "." if base else "") + alias.name for alias in node.names]
            else:
                continue
            for start in {folder, os.path.dirname(file)}:
                for name in filter(None, names):
                    path = os.path.join(start, *name.split("."))
                    open_.extend(one for one in (path + ".py", os.path.join(path, "__init__.py")) if os.path.isfile(one))
    return found


def is_plain(trees):
    """Whether a program multiplies, and has neither a library's network nor products of arrays."""
    imported, said, multiplies = set(), set(), False
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            imported.update(part for alias in node.names for part in alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            imported.update((node.module or "").split("."))
            imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.Attribute):
            said.add(node.attr)
        elif isinstance(node, ast.MatMult):
            said.add("matmul")
        multiplies = multiplies or isinstance(node, ast.Mult)
    return multiplies and not imported.intersection(NETWORKS) \
        and not (imported.intersection(ARRAYS) and (imported | said).intersection(PRODUCTS))


class Finder(importlib.abc.MetaPathFinder):
    """Changes the program's own modules as they are imported."""

    def __init__(self, files, change=None):
        self._files, self._change = files, change or watched

    def find_spec(self, name, path=None, target=None):
        """Asked by the import system for every module."""
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        file = os.path.realpath(spec.origin) if spec is not None and spec.origin else None
        if file in self._files:
            spec.loader = _Loader(name, spec.origin, self._change, self._files.index(file))
            return spec
        return None


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name, path, change, number):
        super().__init__(name, path)
        self._change, self._number = change, number

    def get_code(self, fullname):
        # Neither read from nor written to what Python keeps compiled.
        return compile(self._change(ast.parse(self.get_data(self.path), self.path), self._number), self.path, "exec", dont_inherit=True)


def watched(tree, number):
    """The same text, with calls in the place of operators; `number` is that of its file."""
    return ast.fix_missing_locations(_Watching(number).visit(tree))


class _Watching(ast.NodeTransformer):
    def __init__(self, number):
        self._file = number << FILE

    def visit_BinOp(self, node):
        name = OPERATORS.get(type(node.op))
        # The 1 of 1 - a is written there and is nobody's target.
        if name == "subtract" and any(isinstance(part, ast.Constant) for part in (node.left, node.right)):
            name = "complement"
        is_written = any(isinstance(part, ast.Constant) for part in (node.left, node.right))
        self.generic_visit(node)
        if name == "multiply" and not is_written:
            return self._call(node, "times", node.left, node.right)
        return node if name is None else self._call(node, "binary", ast.Constant(name), node.left, node.right)

    def visit_UnaryOp(self, node):
        # A negative number is a number.
        if not isinstance(node.op, ast.USub) or isinstance(node.operand, ast.Constant):
            return self.generic_visit(node)
        self.generic_visit(node)
        return self._call(node, "negative", node.operand)

    def visit_Subscript(self, node):
        self.generic_visit(node)
        return self._call(node, "item", node.value, node.slice) if isinstance(node.ctx, ast.Load) and _is_single(node.slice) else node

    def visit_Assign(self, node):
        self.generic_visit(node)
        return self._put(node)

    def visit_For(self, node):
        self.generic_visit(node)
        node.iter = self._call(node.iter, "each", node.iter)
        return node

    def visit_comprehension(self, node):
        self.generic_visit(node)
        node.iter = self._call(node.iter, "each", node.iter)
        return node

    # What is assigned to one place of something.
    def _put(self, node):
        target = node.targets[0]
        if len(node.targets) > 1 or not isinstance(target, ast.Subscript) or not _is_single(target.slice):
            return node
        # In the order in which Python looks at them.
        return ast.copy_location(ast.Expr(self._call(node, "put", node.value, target.value, target.slice)), node)

    def visit_AugAssign(self, node):
        name = OPERATORS.get(type(node.op))
        # What is looked up twice must not do anything when it is looked up.
        if name is None or any(isinstance(part, (ast.Call, ast.NamedExpr)) for part in ast.walk(node.target)):
            return self.generic_visit(node)
        value = self.visit(node.value)
        before = self.visit(_loaded(node.target))
        node.target = self.visit(node.target)
        answer = self._call(node, "in_place", ast.Constant(name), before, value)
        return self._put(ast.copy_location(ast.Assign([node.target], answer), node))

    def visit_Call(self, node):
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", None)
        if node.keywords or any(isinstance(part, ast.Starred) for part in node.args):
            return node
        if name in ("zip", "enumerate") and isinstance(node.func, ast.Name):
            node.args = [self._call(part, "each", part) for part in node.args]
            return node
        # An array multiplies itself with one other.
        if name == "dot" and isinstance(node.func, ast.Attribute) and len(node.args) == 1:
            return self._call(node, "dot", node.func.value, *node.args)
        if name not in FUNCTIONS or len(node.args) != FUNCTIONS[name]:
            return node
        return self._call(node, "function", node.func, *node.args)

    def visit_Constant(self, node):
        # All zeros that are written are one object to Python, and two weights that start there would be one.
        return self._call(node, "fresh", node) if type(node.value) is float else node

    def visit_MatchValue(self, node):
        # A pattern holds no calls.
        return node

    def visit_JoinedStr(self, node):
        # What is only printed is not looked at.
        return node

    def _call(self, node, method, *args):
        function = ast.Attribute(ast.Name(NAME, ast.Load()), method, ast.Load())
        place = ast.Constant(self._file + (node.lineno << COLUMN) + min(node.col_offset, (1 << COLUMN) - 1))
        return ast.copy_location(ast.Call(function, [place] + list(args), []), node)


# Whether an index has no stretch in it.
def _is_single(index):
    return isinstance(index, ast.expr) and not any(isinstance(part, (ast.Slice, ast.Starred)) for part in ast.walk(index))


def _loaded(target):
    copy = ast.parse(ast.unparse(target), mode="eval").body
    for part in ast.walk(copy):
        if hasattr(part, "lineno"):
            part.lineno, part.end_lineno = target.lineno, target.end_lineno
            part.col_offset, part.end_col_offset = target.col_offset, target.end_col_offset
    return copy
