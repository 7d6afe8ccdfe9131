"""Finds the layers of a network in what was computed number by number, and writes one step of it as if it had been computed with arrays."""
# As it was before anything was put in its place.
from numpy import array as _array

from made_of import Graph
from momentum import parts as _parts
from rewrite import COLUMN, FILE
from step import Step, Unit, as_float

# What stands between layers.
FUNCTIONS = ("exp", "tanh")


def read(operations):
    """The first whole step that shows what becomes of its sums; None where there is none."""
    step = _read(operations)
    if step is None or not step.hides_function():
        return step
    step = _read(operations[1 + max(index for index, _ in step.first.values()):])
    return None if step is None or step.hides_function() else step


def _read(operations):
    graph = Graph(operations)
    changes = _changes(graph)
    if not changes:
        return None
    # What was never a result of a change is the first version of a weight.
    made = {id(after) for _, after in changes.values()}
    first = {key: change for key, change in changes.items() if key not in made}
    graph.taint(first)
    units = _of_one_step(graph, _units(graph, first), first)
    if not units:
        return None
    step = Step()
    if not _ordered(graph, units, step) or not _answered(graph, step):
        return None
    step.first = first
    step.graph = graph
    return step


# A weight: a number that was used, became another by adding something that came of it, and is used again as that.
def _changes(graph):
    changes, shared = {}, set()
    for index, (name, place, operands, answer) in enumerate(graph.operations):
        if name not in ("add", "subtract"):
            continue
        for side in (0, 1) if name == "add" else (0,):
            weight, change = operands[side], operands[1 - side]
            if not isinstance(weight, float) or not isinstance(change, float):
                continue
            answer = _changed_on(graph, name, place, answer)
            if id(change) not in graph.maker or not _is_used_alike(graph, weight, answer, index):
                continue
            if graph.comes_from(change, weight):
                # Two weights that begin as one object cannot be told apart.
                if id(weight) in changes:
                    shared.add(id(weight))
                changes[id(weight)] = (index, answer)
                break
    return {} if shared else changes


# What a weight is after the same line has changed it again and again, as a bias in a loop over the inputs.
def _changed_on(graph, name, place, answer):
    while len(uses := graph.uses.get(id(answer), ())) == 1 and graph.operations[uses[0]][:2] == (name, place) \
            and graph.operations[uses[0]][2][0] is answer:
        answer = graph.operations[uses[0]][3]
    return answer


# Whether the same line multiplies or adds a number and, later, what became of it.
def _is_used_alike(graph, weight, answer, changed):
    places = {graph.operations[use][1] for use in graph.uses.get(id(weight), ())
              if use < changed and graph.operations[use][0] in ("multiply", "add", "sum")}
    return bool(places) and any(graph.operations[use][1] in places for use in graph.uses.get(id(answer), ())
                                if graph.operations[use][0] in ("multiply", "add", "sum"))


def _units(graph, first):
    units, owner = {}, {}
    for index, (name, place, operands, answer) in enumerate(graph.operations):
        if name != "multiply":
            continue
        if not any(isinstance(operand, float) and id(operand) in first for operand in operands):
            continue
        total, at = _total(graph, answer, first)
        if total is None or id(total) in owner:
            continue
        owner[id(total)] = True
        terms, rest = _terms(graph, total, first)
        weights, inputs, bias = [], [], None
        for left, right in terms:
            if isinstance(left, float) and id(left) in first:
                weights.append(left)
                inputs.append(right)
            elif isinstance(right, float) and id(right) in first:
                weights.append(right)
                inputs.append(left)
            else:
                break
        else:
            for part in rest:
                # A number that no weight had a part in is a bias that no step changes.
                if _is_bias(graph, part, first):
                    if bias is not None:
                        break
                    bias = part
                elif part != 0:
                    break
            else:
                key = tuple(id(weight) for weight in weights)
                unit = units.get(key)
                if unit is None:
                    # Weights that have a sum of their own already go backward in another one.
                    if any(id(weight) in owner for weight in weights):
                        continue
                    # The rows of a table may be one and the same list, [[0.0] * n] * m: a step changes each of its numbers several times.
                    if len(set(key)) < len(key):
                        return []
                    owner.update((id(weight), True) for weight in weights)
                    unit = units[key] = Unit(weights, bias)
                # The same weights with a bias for each row are no unit.
                elif bias is not None and unit.bias is not None and at == unit.sums[0][2] and not _is_same(first, bias, unit.bias):
                    return []
                # A single weight times an error goes backward: it has no bias, or stands at another line.
                elif not _is_same(first, bias, unit.bias) or (len(weights) == 1 and at != unit.sums[0][2]):
                    continue
                unit.sums.append((inputs, total, at))
    return list(units.values())


# With the weights that a step gave the next one begins: what has its first sum only there is of another training.
def _of_one_step(graph, units, first):
    following = [use for unit in units for weight in unit.weights for use in _multiplied_alike(graph, weight, first[id(weight)][1])]
    return [unit for unit in units if graph.maker[id(unit.sums[0][1])] < min(following, default=len(graph.operations))]


# Where what became of a weight is multiplied at the same lines.
def _multiplied_alike(graph, weight, after):
    before, now = ([use for use in graph.uses.get(id(number), ()) if graph.operations[use][0] == "multiply"]
                   for number in (weight, after))
    places = {graph.operations[use][1] for use in before}
    return [use for use in now if graph.operations[use][1] in places]


def _is_bias(graph, part, first):
    return isinstance(part, float) and id(part) in first or isinstance(part, (int, float)) and part and id(part) not in graph.tainted


# Whether two sums have one bias; one that no step changes may be another object each time.
def _is_same(first, bias, other):
    return bias is other or bias == other and id(bias) not in first and id(other) not in first


# The sum that a product ends in, and its place.
def _total(graph, number, first):
    at = graph.operations[graph.maker[id(number)]][1]
    while True:
        following = [use for use in graph.uses.get(id(number), ()) if graph.operations[use][0] in ("add", "sum")]
        if not following:
            return number, at
        name, at, operands, answer = graph.operations[following[0]]
        if any(id(part) in first and first[id(part)][0] == following[0] for part in operands):
            return None, at
        number = answer


# The products that a sum consists of, in order, and what else is in it; how a weight was made, 0.01 times a number, is nobody's product.
def _terms(graph, total, first):
    terms, rest, open_ = [], [], [total]
    while open_:
        part = open_.pop()
        made = graph.maker.get(id(part)) if isinstance(part, float) and id(part) not in first else None
        if made is None:
            rest.append(part)
            continue
        name, _, operands, _ = graph.operations[made]
        if name in ("add", "sum"):
            open_.extend(reversed(operands))
        elif name == "multiply":
            terms.append(operands)
        else:
            rest.append(part)
    return terms, rest


# Layers one behind the other, all units with the same number of rows and of weights.
def _ordered(graph, units, step):
    sums = {id(total): unit for unit in units for _, total, _ in unit.sums}
    for unit in units:
        below = {id(seen) for inputs, _, _ in unit.sums[:4] for number in inputs if isinstance(number, float)
                 for key, seen in graph.before(number, sums).items() if key in sums}
        unit.below = {id(sums[key]): sums[key] for key in below}
    for _ in units:
        for unit in units:
            unit.depth = 1 + max([other.depth for other in unit.below.values()], default=0)
    deepest = max(unit.depth for unit in units)
    if deepest > len(units):
        return False
    step.layers = [[unit for unit in units if unit.depth == depth] for depth in range(1, deepest + 1)]
    rows = min(len(unit.sums) for unit in units)
    for layer in step.layers:
        if len({len(unit.weights) for unit in layer}) != 1 or len({unit.bias is None for unit in layer}) != 1:
            return False
        for unit in layer:
            del unit.sums[rows:]
    # What a function gave is a layer whose weights were not found.
    first = {id(number): number for unit in step.layers[0] for number in unit.sums[0][0] if isinstance(number, float)}
    if any(graph.operations[graph.maker[key]][0] in FUNCTIONS for number in first.values() for key in graph.before(number)
           if key in graph.maker):
        return False
    for layer, above in zip(step.layers, step.layers[1:]):
        if len(above[0].weights) not in (len(layer), len(layer) + 1):
            return False
    return rows > 0


# What the last sums become, and what that is held against.
def _answered(graph, step):
    met = [_meetings(graph, total) for unit in step.layers[-1] for _, total, _ in unit.sums]
    # At one line for all rows: a loss that begins at zero is met once.
    lines = set.intersection(*[{place for place, _, _ in found} for found in met])
    if not lines:
        return False
    step.error_at = next(place for place, _, _ in met[0] if place in lines)
    chosen = [next(one for one in found if one[0] == step.error_at) for found in met]
    outputs, targets = [one[1] for one in chosen], [one[2] for one in chosen]
    rows = len(step.layers[-1][0].sums)
    step.outputs = _array(outputs, dtype=float).reshape(-1, rows).T
    step.targets = _array(targets, dtype=float).reshape(-1, rows).T
    return True


# Differences between what the last sums alone give and a number that no weight had a part in: place, output, target.
def _meetings(graph, total):
    family, open_ = {id(total)}, [total]
    found = []
    while open_ and len(family) < 64:
        number = open_.pop(0)
        for use in graph.uses.get(id(number), ()):
            name, place, operands, answer = graph.operations[use]
            others = [part for part in operands if part is not number]
            computed = [part for part in others if id(part) in graph.tainted and id(part) not in family]
            if name == "subtract" and len(others) == 1 and not computed:
                found.append((use, number, others[0], place))
            elif name == "add" and len(others) == 1 and not computed:
                # Who has no other minus adds what is negated: the target, or the output.
                output, target = _opposite(graph, number), _opposite(graph, others[0])
                if target is not None and isinstance(number, float):
                    found.append((use, number, target, place))
                elif output is not None and id(output) in family:
                    found.append((use, output, others[0], place))
            # The logarithm of an output is a loss, and no output.
            if not computed and id(answer) not in family and name not in ("subtract", "log") or name == "negative":
                family.add(id(answer))
                open_.append(answer)
    return [(place, output, target) for _, output, target, place in sorted(found, key=lambda one: one[0])]


# The number that another is the negative of, or is -1 times; None where it is neither.
def _opposite(graph, number):
    made = graph.maker.get(id(number)) if isinstance(number, float) else None
    if made is None:
        return None
    name, _, operands, _ = graph.operations[made]
    if name == "negative":
        return operands[0]
    others = [part for part in operands if not (isinstance(part, (int, float)) and part == -1)]
    return others[0] if name == "multiply" and len(others) == 1 else None


def fresh(value):
    """The same number in an object of its own."""
    return -(-value) if isinstance(value, float) else value


def write(step, tape, files, kind="first"):
    """Puts the step on the tape, in the words that arrays would have used; `files` are those of the places, by number."""
    begin = len(tape.operations)
    rate = _rate(step)
    place = _places(tape, files)
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
        sums = _array([[unit.sums[row][1] for unit in layer] for row in rows], dtype=float)
        bias = None
        if layer[0].bias is not None:
            bias, offsets = value([unit.bias for unit in layer])
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
            _update(step, tape, place, value, error, [unit.bias for unit in layer], bias, rate, made_at, keeps)
    tape.windows.append({"kind": kind, "from": begin, "to": len(tape.operations), "anchors": 0, "seconds": 0.0})


# Gives the line that makes the gradient. Where the kernel takes its own from there as well, what is the biases' alone stands in the line
# that changes them, and it keeps nothing of earlier steps where the kernel does not.
def _update(step, tape, place, value, error, weights, before, rate, kernel_at=None, keeps=True):
    graph = step.graph
    is_kernel = isinstance(weights[0], list)
    columns = weights if is_kernel else [[weight] for weight in weights]
    changed = [[step.first.get(id(weight)) for weight in column] for column in columns]
    if any(one is None for column in changed for one in column):
        return None, keeps
    parts = [[_parts(graph, weight, *one, keeps) for weight, one in zip(*pair)] for pair in zip(columns, changed)]
    moves, kept, after = (_array([[one[part] for one in column] for column in parts], dtype=float).T for part in range(3))
    index = changed[0][0][0]
    name, at, operands, _ = graph.operations[index]
    factor = rate if rate else 1.0
    if name == "subtract":
        moves, kept = -moves, -kept
    if not is_kernel:
        moves, kept, after = moves[0], kept[0], after[0]
    gradient, _ = value(moves / factor)
    made_at = _origin(step, index)
    tape.add("gradient", [error], [gradient], place(at if made_at == kernel_at else made_at))
    moved, _ = value(moves)
    tape.add("multiply", [gradient, [factor]], [moved], place(at))
    if kept.any():
        # How much of the change before it is, nobody knows: all of what is left.
        earlier, _ = value(kept)
        left, _ = value(kept)
        tape.add("multiply", [earlier, [1.0]], [left], place(at))
        total, _ = value(moves + kept)
        tape.add("add", [moved, left], [total], place(at))
        moved = total
    result, _ = value(after)
    tape.add(name, [before, moved], [result], place(at))
    return made_at, bool(kept.any())


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


def _places(tape, files):
    return lambda place: tape.places.at(files[place >> FILE], (place & (1 << FILE) - 1) >> COLUMN)
