"""Changes the syntax tree of a program that computes with Python's own numbers, so that its sums and products are seen."""
import ast

# Who has arrays computes with those.
LIBRARIES = ("numpy", "torch", "tensorflow", "keras", "sklearn", "jax", "cupy", "theano", "pandas", "scipy")
OPERATORS = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide", ast.Pow: "power"}
FUNCTIONS = ("sum", "fsum", "exp", "tanh", "log", "sqrt", "pow", "abs")
# The name under which the changed program finds what it calls.
NAME = "__glia_scalars__"


def is_plain(tree):
    """Whether a program multiplies, and imports nothing that has arrays."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
            [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(name.split(".")[0] in LIBRARIES for name in names):
            return False
    return any(isinstance(node, ast.Mult) for node in ast.walk(tree))


def watched(tree):
    """The same program, with calls in the place of operators."""
    return ast.fix_missing_locations(_Watching().visit(tree))


class _Watching(ast.NodeTransformer):
    def visit_BinOp(self, node):
        name = OPERATORS.get(type(node.op))
        # The 1 of 1 - a is written there and is nobody's target.
        if name == "subtract" and any(isinstance(part, ast.Constant) for part in (node.left, node.right)):
            name = "complement"
        self.generic_visit(node)
        return node if name is None else self._call(node, "binary", ast.Constant(name), node.left, node.right)

    def visit_UnaryOp(self, node):
        # A negative number is a number.
        if not isinstance(node.op, ast.USub) or isinstance(node.operand, ast.Constant):
            return self.generic_visit(node)
        self.generic_visit(node)
        return self._call(node, "negative", node.operand)

    def visit_AugAssign(self, node):
        name = OPERATORS.get(type(node.op))
        # What is looked up twice must not do anything when it is looked up.
        if name is None or any(isinstance(part, (ast.Call, ast.NamedExpr)) for part in ast.walk(node.target)):
            return self.generic_visit(node)
        value = self.visit(node.value)
        before = self.visit(_loaded(node.target))
        node.target = self.visit(node.target)
        return ast.copy_location(ast.Assign([node.target], self._call(node, "in_place", ast.Constant(name), before, value)), node)

    def visit_Call(self, node):
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", None)
        if name not in FUNCTIONS or len(node.args) != (2 if name == "pow" else 1) or node.keywords \
                or any(isinstance(part, ast.Starred) for part in node.args):
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

    @staticmethod
    def _call(node, method, *args):
        function = ast.Attribute(ast.Name(NAME, ast.Load()), method, ast.Load())
        place = ast.Constant((node.lineno << 12) + node.col_offset)
        return ast.copy_location(ast.Call(function, [place] + list(args), []), node)


def _loaded(target):
    copy = ast.parse(ast.unparse(target), mode="eval").body
    for part in ast.walk(copy):
        if hasattr(part, "lineno"):
            part.lineno, part.end_lineno = target.lineno, target.end_lineno
            part.col_offset, part.end_col_offset = target.col_offset, target.end_col_offset
    return copy
