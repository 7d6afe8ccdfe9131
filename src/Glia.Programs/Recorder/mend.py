"""Writes a program with some lines changed: mend.py PROGRAM OUT, what to change as JSON on standard input. PROGRAM stays as it is."""
import ast
import io
import json
import sys
import tokenize

PRODUCTS = ("dot", "matmul", "inner", "einsum", "tensordot", "outer")
DRAWS = ("randn", "rand", "random", "random_sample", "ranf", "normal", "standard_normal", "uniform", "zeros", "ones", "full", "empty")


class Source:
    """A program's text with its syntax tree, and the changes made to it."""

    def __init__(self, text):
        self.text, self.tree = text, ast.parse(text)
        self._lines = text.splitlines(True)
        self._changes = []

    def statement(self, line, kinds):
        """The innermost statement of some kinds that a line belongs to."""
        found = [node for node in ast.walk(self.tree) if isinstance(node, kinds) and node.lineno <= line <= node.end_lineno]
        return min(found, key=lambda node: node.end_lineno - node.lineno) if found else None

    def of(self, node):
        """A node's text."""
        return ast.get_source_segment(self.text, node)

    def replace(self, node, by):
        """Another text for a node."""
        self._changes.append((self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset), by))

    def between(self, left, right, by):
        """Another operator between two nodes; brackets around them stay."""
        start = self._at(left.end_lineno, left.end_col_offset)
        end = self._at(right.lineno, right.col_offset)
        for at in range(start, end):
            if self.text[at] in "+-":
                self._changes.append((at, at + 1, by))
                return True
        return False

    def changed(self):
        """The text with all changes, and the lines that are other than before."""
        text = self.text
        for start, end, by in sorted(set(self._changes), reverse=True):
            text = text[:start] + by + text[end:]
        ast.parse(text)
        before, after = _without_comments(self.text), _without_comments(text)
        if len(before) != len(after):
            return text, []
        return text, [{"line": i + 1, "before": one.strip(), "after": other.strip()}
                      for i, (one, other) in enumerate(zip(before, after)) if one != other]

    # Columns of a syntax tree count bytes.
    def _at(self, line, column):
        return sum(map(len, self._lines[:line - 1])) + len(self._lines[line - 1].encode()[:column].decode())


def _without_comments(text):
    lines = text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            lines[token.start[0] - 1] = lines[token.start[0] - 1][:token.start[1]]
    return lines


def derivative(source, line, factor, off):
    """The factor by which what comes from above is multiplied becomes another one."""
    node = source.statement(line, (ast.Assign, ast.AugAssign, ast.Return))
    if node is None:
        return False
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        mask = node.targets[0].slice
        mask = getattr(mask, "value", mask) if mask.__class__.__name__ == "Index" else mask
        if off is not None and isinstance(mask, ast.Compare) and isinstance(node.value, ast.Constant) and node.value.value == 0:
            source.replace(mask, off)
            return True
        if isinstance(mask, ast.Compare):
            return False
    if isinstance(node, ast.AugAssign):
        if isinstance(node.op, ast.Mult):
            # Brackets around a node are not part of it.
            bracketed = source.of(node).endswith(")") and not source.of(node.value).endswith(")")
            source.replace(node.value, factor[1:-1] if bracketed and factor.startswith("(") else factor)
            return True
        return False
    parts = _factors(node.value)
    products = [part for part in parts if _has_product(part)]
    if len(products) > 1 or (len(parts) == 1 and not products):
        return False
    above = products or [part for part in parts if isinstance(part, (ast.Name, ast.Attribute, ast.Subscript))]
    if above:
        source.replace(node.value, "%s * %s" % (source.of(above[0]), factor))
        return True
    return False


def sign(source, lines):
    """What is added is subtracted, and the other way round."""
    done = False
    for line in lines:
        node = source.statement(line, (ast.Assign, ast.AugAssign))
        if isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Add, ast.Sub)):
            done |= source.between(node.target, node.value, "-" if isinstance(node.op, ast.Add) else "+")
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp) and isinstance(node.value.op, (ast.Add, ast.Sub)) \
                and ast.dump(node.value.left).replace("Load()", "") == ast.dump(node.targets[0]).replace("Store()", ""):
            done |= source.between(node.value.left, node.value.right, "-" if isinstance(node.value.op, ast.Add) else "+")
        else:
            return False
    return done


def number(source, line, before, after):
    """A number that has a name, or stands in a statement, becomes another one."""
    node = source.statement(line, (ast.Assign, ast.AugAssign))
    if node is None:
        return False
    inside = [part for part in ast.walk(node) if _is(part, before)]
    words = {part.id if isinstance(part, ast.Name) else part.attr for part in ast.walk(node) if isinstance(part, (ast.Name, ast.Attribute))}
    named = []
    for part in ast.walk(source.tree):
        if isinstance(part, ast.Assign) and _is(part.value, before):
            named += [(_word(target), part.value) for target in part.targets]
        elif isinstance(part, ast.keyword) and _is(part.value, before):
            named.append((part.arg, part.value))
        elif isinstance(part, ast.FunctionDef):
            given = part.args.args[len(part.args.args) - len(part.args.defaults):]
            named += [(one.arg, value) for one, value in zip(given, part.args.defaults) if _is(value, before)]
    used = [value for word, value in named if word in words] or [value for word, value in named]
    places = inside or used
    if len(places) != 1:
        return False
    source.replace(places[0], after)
    return True


def start(source, lines, gain, first):
    """Weights are drawn with a variance of gain over the number of inputs, which is the first or the second of their sizes."""
    done = False
    for line in lines:
        calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Call) and node.lineno == line
                 and isinstance(node.func, ast.Attribute) and node.func.attr in DRAWS]
        for call in calls:
            sizes = _sizes(call)
            module = call.func
            while isinstance(module, ast.Attribute):
                module = module.value
            if sizes is None or not isinstance(module, ast.Name) or source.of(sizes[0]) == "1":
                continue
            inputs, others = [source.of(size) for size in (sizes if first else sizes[::-1])]
            drawn = source.of(call) if call.func.attr in ("randn", "standard_normal") else "%s.random.randn(%s)" % (
                module.id, ", ".join(source.of(size) for size in sizes))
            source.replace(_whole(source.tree, call), "%s * %s.sqrt(%g / %s)" % (
                drawn, module.id, gain, inputs if inputs.isidentifier() or inputs.isdigit() else "(%s)" % inputs))
            done = True
            break
        else:
            return False
    return done


# The sizes of a matrix, where a call states two.
def _sizes(call):
    shape = [keyword.value for keyword in call.keywords if keyword.arg in ("size", "shape")]
    parts = shape or (call.args if call.func.attr in ("randn", "rand") else call.args[-1:] if call.func.attr in ("normal", "uniform")
                      else call.args[:1])
    if len(parts) == 1 and isinstance(parts[0], (ast.Tuple, ast.List)):
        parts = parts[0].elts
    return list(parts) if len(parts) == 2 else None


# What a drawn matrix is part of by multiplying, dividing and shifting.
def _whole(tree, call):
    whole = call
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and any(part is call for part in ast.walk(node)) and not _has_product(node) \
                and len([part for part in ast.walk(node) if isinstance(part, ast.Call) and getattr(part.func, "attr", "") in DRAWS]) == 1:
            return node
    return whole


def _factors(node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _factors(node.left) + _factors(node.right)
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "multiply" and len(node.args) == 2:
        return [part for one in node.args for part in _factors(one)]
    return [node]


def _has_product(node):
    return any((isinstance(part, ast.BinOp) and isinstance(part.op, ast.MatMult))
               or (isinstance(part, ast.Call) and getattr(part.func, "attr", getattr(part.func, "id", "")) in PRODUCTS)
               for part in ast.walk(node))


def _is(node, number):
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool) \
        and abs(node.value - number) <= 1e-9 * abs(number)


def _word(target):
    return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else None


KINDS = {"derivative": derivative, "sign": sign, "number": number, "start": start}


def main():
    """Prints the changed lines; nothing where no line can be written."""
    with open(sys.argv[1], "rb") as stream:
        source = Source(stream.read().decode("utf-8-sig").replace("\r\n", "\n"))
    for change in json.load(sys.stdin):
        if not KINDS[change.pop("kind")](source, **change):
            return
    text, lines = source.changed()
    if lines:
        with open(sys.argv[2], "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        print(json.dumps(lines))


main()
