"""Writes a step of single numbers as if it had been computed with arrays."""
# As it was before anything was put in its place.
from numpy import array as _array

import adaptive
from momentum import parts as _parts
from rewrite import COLUMN, FILE
from step import as_float


def write(step, tape, files, kind="first"):
    """Puts the step on the tape, in the words that arrays would have used; `files` are those of the places, by number."""
    begin = len(tape.operations)
    rate = _rate(step)
    place = places(tape, files)
    keep = tape.kept = []

    def value(numbers):
        matrix = _array(numbers, dtype=float)
        keep.append(matrix)
        return tape.result(matrix), matrix

    inputs = value([[as_float(number) for number in unit_row] for unit_row in
                    [step.layers[0][0].sums[row][0] for row in range(len(step.layers[0][0].sums))]])[0]
    data = inputs
    kernels = []
    for depth, layer in enumerate(step.layers):
        kernel, _ = value([[unit.weights[i] for unit in layer] for i in range(len(layer[0].weights))])
        at = place(layer[0].sums[0][2])
        rows = range(len(layer[0].sums))
        sums = _array([[unit.sign * unit.sums[row][1] for unit in layer] for row in rows], dtype=float)
        bias = None
        if layer[0].bias is not None:
            bias, offsets = value([unit.bias_sign * unit.bias for unit in layer])
            product, _ = value(sums - offsets)
            tape.add("dot", [data, kernel], [product], at)
            total, _ = value(sums + 0.0)
            tape.add("add", [product, bias], [total], at)
        else:
            total, _ = value(sums)
            tape.add("dot", [data, kernel], [total], at)
        kernels.append((layer, kernel, bias))
        if depth + 1 < len(step.layers):
            above = step.layers[depth + 1][0]
            outputs = _array([[as_float(number) for number in above.sums[row][0]] for row in rows])
        else:
            outputs, at = step.outputs, place(step.error_at)
        # What becomes of sums that stay as they are is no function.
        if outputs.shape == sums.shape and (outputs == sums).all():
            data = total
        else:
            data, _ = value(outputs)
            tape.add("function", [total], [data], at)
    target, _ = value(step.targets)
    error, _ = value(step.outputs - step.targets)
    tape.add("subtract", [data, target], [error], place(step.error_at))
    for layer, kernel, bias in reversed(kernels):
        made_at, keeps = _update(step, tape, place, value, error, [unit.weights for unit in layer], kernel, rate)
        if bias is not None:
            _update(step, tape, place, value, error, [unit.bias for unit in layer], bias, rate, made_at, keeps,
                    _array([unit.bias_sign for unit in layer], dtype=float))
    tape.windows.append({"kind": kind, "from": begin, "to": len(tape.operations), "anchors": 0, "seconds": 0.0})


# Gives the line that makes the gradient. Where the kernel takes its own from there as well, what is the biases' alone stands in the line
# that changes them, and it keeps nothing of earlier steps where the kernel does not.
def _update(step, tape, place, value, error, weights, before, rate, kernel_at=None, keeps=True, signs=None):
    graph = step.graph
    is_kernel = isinstance(weights[0], list)
    columns = weights if is_kernel else [[weight] for weight in weights]
    changed = [[step.change(weight) for weight in column] for column in columns]
    index = next((one[0] for column in changed for one in column if one is not None), None)
    if index is None:
        return None, keeps
    since = max(graph.maker[id(total)] for unit in step.layers[-1] for _, total, _ in unit.sums)
    parts = [[(0.0, 0.0, weight) if one is None else _parts(graph, weight, *one, keeps, since) for weight, one in zip(*pair)]
             for pair in zip(columns, changed)]
    moves, kept, after = (_array([[one[part] for one in column] for column in parts], dtype=float).T for part in range(3))
    squared = [[one and _adaptive(graph, weight, one[0]) for weight, one in zip(*pair)] for pair in zip(columns, changed)]
    name, at, operands, _ = graph.operations[index]
    factor = rate if rate else 1.0
    if name == "subtract":
        moves, kept = -moves, -kept
    if not is_kernel:
        moves, kept, after = signs * moves[0], signs * kept[0], signs * after[0]
    # Each weight has a square of its own: one of several is that of an error, as under the root of a loss.
    squares = [one for column in squared for one in column]
    is_adaptive = all(one is not None for one in squares) and len(set(map(id, squares))) == len(squares)
    own = moves / factor
    if is_adaptive:
        own = _array(squared, dtype=float).T if is_kernel else signs * _array(squared, dtype=float).T[0]
    gradient, _ = value(own)
    made_at = _origin(step, index)
    tape.add("gradient", [error], [gradient], place(at if made_at == kernel_at else made_at))
    moved, _ = value(own * factor)
    tape.add("multiply", [gradient, [factor]], [moved], place(at))
    if is_adaptive:
        # By what it was divided is all of what is left.
        root, by = value(_divided(own * factor, moves))
        square, _ = value(by * by)
        tape.add("sqrt", [square], [root], place(at))
        total, _ = value(moves)
        tape.add("divide", [moved, root], [total], place(at))
        moved = total
    elif kept.any():
        # How much of the change before it is, nobody knows: all of what is left.
        earlier, _ = value(kept)
        left, _ = value(kept)
        tape.add("multiply", [earlier, [1.0]], [left], place(at))
        total, _ = value(moves + kept)
        tape.add("add", [moved, left], [total], place(at))
        moved = total
    result, _ = value(after)
    tape.add(name, [before, moved], [result], place(at))
    return made_at, bool(kept.any()) or is_adaptive


# The gradient that a change was made of, where it was divided by a root.
def _adaptive(graph, weight, index):
    operands = graph.operations[index][2]
    return adaptive.gradient(graph, operands[1] if operands[0] is weight else operands[0])


def _divided(one, other):
    return _array([abs(a / b) if b else 1.0 for a, b in zip(one.reshape(-1), other.reshape(-1))]).reshape(one.shape)


# The number that every change is multiplied with.
def _rate(step):
    common = None
    for layer in step.layers:
        for unit in layer:
            for weight in unit.weights[:2]:
                if id(weight) not in step.first:
                    continue
                index = step.first[id(weight)][0]
                _, place, operands, _ = step.graph.operations[index]
                change = operands[1] if operands[0] is weight else operands[0]
                leaves = set(_factors(step.graph, change, place >> COLUMN))
                common = leaves if common is None else common & leaves
    return max(common, default=None) if common and len(common) == 1 else None


# The factors of a change that stand on its own line and that nothing computed.
def _factors(graph, number, line):
    open_, found = [number], []
    while open_:
        part = open_.pop()
        made = graph.maker.get(id(part)) if isinstance(part, float) else None
        if made is None:
            if isinstance(part, float):
                found.append(part)
        # The number of rows is a whole number, and a rate is none.
        elif graph.operations[made][0] in ("multiply", "divide", "negative") and graph.operations[made][1] >> 12 == line:
            open_.extend(graph.operations[made][2])
    return found


# Where the error that a change is made of comes from: what came of the last sums, made on another line than the change.
def _origin(step, index):
    graph = step.graph
    last = {id(total) for unit in step.layers[-1] for _, total, _ in unit.sums}
    _, at, operands, _ = graph.operations[index]
    open_ = list(operands)
    while open_:
        part = open_.pop()
        made = graph.maker.get(id(part)) if isinstance(part, float) else None
        if made is None or not any(key in last for key in graph.before(part)):
            continue
        _, place, parts, _ = graph.operations[made]
        if place >> COLUMN != at >> COLUMN:
            return place
        open_.extend(parts)
    return at


def places(tape, files):
    """What gives a chain of lines its number on the tape."""
    return lambda place: tape.places.at(files[place >> FILE], (place & (1 << FILE) - 1) >> COLUMN)
