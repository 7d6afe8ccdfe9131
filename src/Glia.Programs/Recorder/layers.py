"""Finds the layers of a network in what was computed number by number."""
# As it was before anything was put in its place.
from numpy import array as _array

from made_of import Graph
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


# Whether the same line multiplies, adds or takes off a number and, later, what became of it.
def _is_used_alike(graph, weight, answer, changed):
    places = {place for use, place in _used(graph, weight) if use < changed}
    return bool(places) and any(place in places for _, place in _used(graph, answer))


def _used(graph, number):
    for use in graph.uses.get(id(number), ()):
        name, place, operands, _ = graph.operations[use]
        if name in ("multiply", "add", "sum") or (name == "subtract" and operands[1] is number):
            yield use, place


def _units(graph, first):
    units, owner = {}, {}
    for index, (name, place, operands, answer) in enumerate(graph.operations):
        if name != "multiply":
            continue
        if not any(isinstance(operand, float) and id(operand) in first for operand in operands):
            continue
        total, at, sign = _total(graph, answer, first)
        if total is None or id(total) in owner:
            continue
        owner[id(total)] = True
        terms, rest = _terms(graph, total, first, sign)
        weights, inputs, bias, bias_sign = [], [], None, 1
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
            for part, of_part in rest:
                # A number that no weight had a part in is a bias that no step changes.
                if _is_bias(graph, part, first):
                    if bias is not None:
                        break
                    bias, bias_sign = part, of_part
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
                    unit = units[key] = Unit(weights, bias, sign, bias_sign)
                # The same weights with a bias for each row are no unit.
                elif bias is not None and unit.bias is not None and at == unit.sums[0][2] and not _is_same(first, bias, unit.bias):
                    return []
                # A single weight times an error goes backward: it has no bias, or stands at another line.
                elif not _is_same(first, bias, unit.bias) or (sign, bias_sign) != (unit.sign, unit.bias_sign) \
                        or (len(weights) == 1 and at != unit.sums[0][2]):
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


# The sum that a product ends in, its place, and the sign that the sum has there: -(a + b) - bias is one as well.
def _total(graph, number, first):
    at, sign = graph.operations[graph.maker[id(number)]][1], 1
    while True:
        following = [use for use in graph.uses.get(id(number), ()) if _goes_on(graph, use, number, first)]
        if not following:
            return number, at, sign
        name, at, operands, answer = graph.operations[following[0]]
        if any(id(part) in first and first[id(part)][0] == following[0] for part in operands):
            return None, at, sign
        number = answer
        if name == "negative":
            sign = -sign


# Whether a sum is still the same sum behind an operation: a sign is part of it where a bias stands behind that, and of a function
# elsewhere.
def _goes_on(graph, use, number, first):
    name, _, operands, answer = graph.operations[use]
    if name == "negative":
        return any(graph.operations[then][0] in ("add", "subtract") and _is_bias_in(graph, then, answer, first)
                   for then in graph.uses.get(id(answer), ()))
    return name in ("add", "sum") or (name == "subtract" and _is_bias_in(graph, use, number, first))


def _is_bias_in(graph, use, number, first):
    name, _, operands, _ = graph.operations[use]
    other = operands[1] if operands[0] is number else operands[0]
    return id(other) in first and first[id(other)][0] != use and (name == "add" or operands[0] is number)


# The products that a sum consists of, in order, and what else is in it, with its sign; how a weight was made, 0.01 times a number, is
# nobody's product.
def _terms(graph, total, first, sign):
    terms, rest, open_ = [], [], [(total, sign)]
    while open_:
        part, sign = open_.pop()
        made = graph.maker.get(id(part)) if isinstance(part, float) and id(part) not in first else None
        name, _, operands, _ = graph.operations[made] if made is not None else ("", 0, (), 0)
        if name in ("add", "sum"):
            open_.extend((operand, sign) for operand in reversed(operands))
        elif name == "negative":
            open_.append((operands[0], -sign))
        elif name == "subtract" and id(operands[1]) in first:
            open_.extend([(operands[1], -sign), (operands[0], sign)])
        elif name == "multiply" and sign == 1:
            terms.append(operands)
        else:
            rest.append((part, sign))
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
    met = _met(graph, step)
    # At one line for all rows: a loss that begins at zero is met once.
    lines = set.intersection(*[{one[0] for one in found} for found in met]) if met else ()
    if not lines:
        return False
    step.error_at = next(one[0] for one in met[0] if one[0] in lines)
    chosen = [next(one for one in found if one[0] == step.error_at) for found in met]
    outputs, targets, step.errors = ([one[part] for one in chosen] for part in (1, 2, 3))
    rows, step.wanted = len(step.layers[-1][0].sums), targets
    step.outputs = _array(outputs, dtype=float).reshape(-1, rows).T
    step.targets = _array(targets, dtype=float).reshape(-1, rows).T
    return True


# What each of the last sums is held against. Rows that are held against nothing were only looked at, as before the training.
def _met(graph, step):
    met = [[_meetings(graph, total) for _, total, _ in unit.sums] for unit in step.layers[-1]]
    kept = [row for row in range(step.rows) if all(of_unit[row] for of_unit in met)]
    for unit in (unit for layer in step.layers for unit in layer):
        unit.sums = [unit.sums[row] for row in kept]
    return [of_unit[row] for of_unit in met for row in kept]


# Differences between what the last sums alone give and a number that no weight had a part in: place, output, target, operation.
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
    return [(place, output, target, use) for use, output, target, place in sorted(found, key=lambda one: one[0])]


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
