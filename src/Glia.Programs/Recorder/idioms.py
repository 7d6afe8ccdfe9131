"""Changes the syntax trees of a program that computes with arrays where it says in other words what is watched."""
import ast

import numpy as np
# As it was before anything was put in its place.
from numpy import full

import watched
from watched import RECORDER

# The names under which a program has numpy, and under which the changed program finds what it calls.
NUMPY = ("np", "numpy")
NAME, DOT = "__glia_row_sums__", "__glia_dot__"


def install(builtins):
    """Gives changed programs what they call."""
    setattr(builtins, NAME, row_sums)
    setattr(builtins, DOT, dotted)


def is_changed(tree):
    """Whether there is anything to change."""
    return any(_unfilled(node) or _factors(node) or _is_dot(node) for node in ast.walk(tree))


def has_row_sums(trees):
    """Whether a program multiplies rows with a vector and sums what each row gives, which is a product."""
    return any(_factors(node) for tree in trees for node in ast.walk(tree))


def changed(tree, _=0):
    """The same text with np.empty for np.ndarray as a function, a product for (x * w).sum(axis=1), and a function for x.dot(w)."""
    return ast.fix_missing_locations(_Changing().visit(tree))


class _Changing(ast.NodeTransformer):
    def visit_Call(self, node):
        self.generic_visit(node)
        if _unfilled(node):
            node.func.attr = "empty"
            return node
        if _is_dot(node):
            return ast.copy_location(ast.Call(ast.Name(DOT, ast.Load()), [node.func.value, node.args[0]], []), node)
        factors = _factors(node)
        if factors is None:
            return node
        return ast.copy_location(ast.Call(ast.Name(NAME, ast.Load()), list(factors), []), node)


# np.ndarray(shape), of the type that is given.
def _unfilled(node):
    return isinstance(node, ast.Call) and _is_of_numpy(node.func, "ndarray") and len(node.args) <= 2 \
        and all(keyword.arg in ("shape", "dtype", "order") for keyword in node.keywords)


# x.dot(w), of whatever x is; np.dot(x, w) has two.
def _is_dot(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "dot" and len(node.args) == 1 \
        and not node.keywords and not isinstance(node.args[0], ast.Starred)


def _is_of_numpy(node, name):
    return isinstance(node, ast.Attribute) and node.attr == name and isinstance(node.value, ast.Name) and node.value.id in NUMPY


# What is multiplied in (a * b).sum(axis=1), (a * b).sum(1) and np.sum(a * b, axis=1).
def _factors(node):
    if not isinstance(node, ast.Call):
        return None
    if _is_of_numpy(node.func, "sum"):
        product, axes = node.args[:1], node.args[1:]
    elif isinstance(node.func, ast.Attribute) and node.func.attr == "sum":
        product, axes = [node.func.value], node.args
    else:
        return None
    axes = list(axes) + [keyword.value for keyword in node.keywords if keyword.arg == "axis"]
    if len(product) != 1 or len(axes) != 1 or len(node.keywords) + len(node.args) > 2 \
            or any(keyword.arg != "axis" for keyword in node.keywords):
        return None
    try:
        along = ast.literal_eval(axes[0])
    except ValueError:
        return None
    factors = _both(product[0])
    return factors if along in (1, -1) and along is not True else None


def _both(node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return node.left, node.right
    if isinstance(node, ast.Call) and _is_of_numpy(node.func, "multiply") and len(node.args) == 2 and not node.keywords:
        return tuple(node.args)
    return None


def dotted(left, right):
    """What left.dot(right) gives: the method of an array that a library made is watched by nobody, numpy's function is."""
    return np.dot(left, right) if type(left) is np.ndarray else left.dot(right)


def scaled(left, right):
    """What left * right gives, watched as the product of rows of one number each with a weight: one factor is a number that no step has
    computed, or has changed, and the other are data."""
    number, array = (right, left) if isinstance(left, np.ndarray) else (left, right)
    if not isinstance(array, watched.Watched) or array.ndim not in (1, 2) or array.size != len(array) or len(array) < 2 \
            or not isinstance(number, (int, float, np.floating)) or isinstance(number, bool):
        return left * right
    place = RECORDER.tape.places.here()
    RECORDER.notice((array.view(np.ndarray).reshape(-1, 1), full((1, 1), 1.0)), place)
    if not RECORDER.on or RECORDER.tape.places.installed:
        return left * right
    rows, weight = RECORDER.numbers(array), RECORDER.numbers(number)
    if rows is None or weight is None or RECORDER.is_computed(weight):
        return left * right
    RECORDER.noticed = True
    plain = array.view(np.ndarray)
    answer = plain * float(number)
    return RECORDER.unit(rows, weight, (plain, float(number), answer), place)


def row_sums(left, right):
    """What (left * right).sum(axis=1) gives, watched as the product of a matrix with a vector where it is one."""
    for matrix, vector in ((left, right), (right, left)):
        if isinstance(matrix, watched.Watched) and isinstance(vector, watched.Watched) and matrix.ndim == 2 and vector.ndim == 1 \
                and matrix.shape[1] == len(vector):
            RECORDER.notice((matrix, vector), RECORDER.tape.places.here())
            if RECORDER.on:
                RECORDER.noticed = True
                return RECORDER.call("dot", lambda a, b: np.multiply(a, b).sum(axis=1), (matrix, vector), {})
    return (left * right).sum(axis=1)
