"""Finds the layers of a network in what was computed number by number."""
import answered
import whole
from made_of import Graph, opposite
from step import Step, Unit

# What stands between layers.
FUNCTIONS = ("exp", "tanh")
# So many steps in a row are looked at: where all units of a layer are dead for a row, or none is, the next one may tell more.
TRIES = 12


def read(operations, tell=lambda why, place: None):
    """The first whole step that shows what becomes of its sums, and that changes every layer; None where there is none: `tell` is told what
    was not found, and where."""
    linear = None
    for _ in range(TRIES):
        step = _read(operations, tell)
        if step is None:
            break
        if not (step.hides_function() or step.leaves_layer() or step.misses_unit()):
            # What a relu lets through looks like nothing at all.
            if not step.is_linear():
                return step
            linear = linear or step
        operations = _behind(step.graph, max(index for index, _ in step.first.values() if index < step.until), step.first)
    return linear


# What is computed behind the last change of a step, from the line on at which the first weight was used: what goes backward may still use
# the new weights.
def _behind(graph, last, first):
    begin = graph.operations[min(graph.uses[key][0] for key in first)][:2]
    following = range(last + 1, len(graph.operations))
    return graph.operations[next((index for index in following if graph.operations[index][:2] == begin), last + 1):]


def _read(operations, tell, tries=2):
    graph = Graph(operations)
    changes, shared = _changes(graph)
    if not changes:
        return tell("changes", None)
    # What was never a result of a change is the first version of a weight.
    made = {id(after) for _, after in changes.values()}
    first = {key: change for key, change in changes.items() if key not in made}
    began = whole.until(graph, changes, first, shared, _used)
    changed_at = operations[next(iter(changes.values()))[0]][1]
    if began is not None:
        return _read(_behind(graph, began, first), tell, tries - 1) if tries else tell("shared", changed_at)
    graph.taint(first)
    step = Step()
    step.first, step.graph = first, graph
    units = _of_one_step(step, _units(graph, first))
    if not units:
        return tell("units", changed_at)
    if not _ordered(graph, units, step):
        return tell("layers", units[0].sums[0][2] if units[0].sums else changed_at)
    summed_at = step.layers[-1][0].sums[0][2]
    return step if answered.read(graph, step) else tell("answers", summed_at)


# A weight: a number that was used, became another by adding something that came of it, and is used again as that.
def _changes(graph):
    changes, shared = _changed(graph)
    places = {graph.operations[index][1] for index, _ in changes.values()}
    # Of a relu that gave 0 nothing comes that could be traced: there, what is changed where others are is a weight as well.
    return _changed(graph, places) if changes else (changes, shared)


# By number its change and what it is then; and the changes of numbers that are one object, so that nobody can tell them apart.
def _changed(graph, places=()):
    changes, shared, ends = {}, [], {}
    for index, (name, place, operands, answer) in enumerate(graph.operations):
        if name not in ("add", "subtract") or (places and place not in places):
            continue
        for side in (0, 1) if name == "add" else (0,):
            weight, change = operands[side], operands[1 - side]
            if not isinstance(weight, float) or not isinstance(change, float):
                continue
            answer = _changed_on(graph, name, place, answer, ends)
            if id(change) not in graph.maker or not _is_used_alike(graph, weight, answer, index):
                continue
            if places or graph.comes_from(change, weight):
                # Two weights may begin as one object, as in a = b = 0.0.
                if id(weight) in changes:
                    shared.extend([changes[id(weight)], (index, answer)])
                changes[id(weight)] = (index, answer)
                break
    return changes, shared


# What a weight is after the same line has changed it again and again, as a bias in a loop over the inputs; `ends` has what is known.
def _changed_on(graph, name, place, answer, ends):
    on_the_way = []
    while id(answer) not in ends and len(uses := graph.uses.get(id(answer), ())) == 1 \
            and graph.operations[uses[0]][:2] == (name, place) and graph.operations[uses[0]][2][0] is answer:
        on_the_way.append(id(answer))
        answer = graph.operations[uses[0]][3]
    answer = ends.get(id(answer), answer)
    ends.update((number, answer) for number in on_the_way)
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
def _of_one_step(step, units):
    graph = step.graph
    following = min((use for unit in units for weight in unit.weights
                     for use in _multiplied_alike(graph, weight, step.first[id(weight)][1])), default=len(graph.operations))
    units = [unit for unit in units if graph.maker[id(unit.sums[0][1])] < following]
    step.until = min((use for unit in units for use in _summed_again(step, unit)), default=len(graph.operations))
    return units


# Where the new weights of a unit are multiplied and go into one sum: what goes back through some of them is of this step yet, even if one
# function makes all sums of products.
def _summed_again(step, unit):
    uses = [{use: id(_total(step.graph, step.graph.operations[use][3], step.first)[0])
             for use in _multiplied_alike(step.graph, weight, step.first[id(weight)][1])} for weight in (unit.weights[0], unit.weights[-1])]
    return [use for use, total in uses[0].items() if total in uses[1].values()]


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
    if name == "add":
        # Who has no other minus adds the opposite of a target, or of the largest sum: there the sum ends.
        off = opposite(graph, operands[1] if operands[0] is number else operands[0])
        return off is None or id(off) in first
    return name == "sum" or (name == "subtract" and _is_bias_in(graph, use, number, first))


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


def fresh(value):
    """The same number in an object of its own."""
    return -(-value) if isinstance(value, float) else value
