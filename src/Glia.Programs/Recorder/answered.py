"""What the last sums of a step become, and what that is held against."""
from heapq import heapify, heappop, heappush

# As it was before anything was put in its place.
from numpy import array as _array

from made_of import FAR, opposite

# So many numbers are followed from a sum on.
MOST = 64


class _Meeting:
    """Where an output is held against a target: at a place, in an operation."""

    def __init__(self, place, output, target, use):
        self.place, self.output, self.target, self.use = place, output, target, use


def read(graph, step):
    """Finds outputs and targets of a step; whether there are any."""
    last = step.layers[-1]
    used = _used(graph, step)
    rows = [row for row in range(step.rows) if used is None or any(id(unit.sums[row][1]) in used for unit in last)]
    found = []
    for row in rows:
        sums = [unit.sums[row][1] for unit in last]
        of_row = _of_row(graph, sums)
        found.append([_Followed(graph, total, of_row) for total in sums])
    # Where a program divides by the output of a class, numbers that go back may look like targets.
    for look in (_of_divided, _of_each, _of_one, _of_slopes):
        chosen, kept = look(graph, found)
        if chosen:
            break
    else:
        return False
    for unit in (unit for layer in step.layers for unit in layer):
        unit.sums = [unit.sums[rows[index]] for index in kept]
    # Unit by unit, and row by row.
    chosen = [meetings[unit] for unit in range(len(last)) for meetings in chosen]
    step.error_at = chosen[0].place
    step.errors, step.wanted = [one.use for one in chosen], [one.target for one in chosen]
    step.outputs, step.targets = (_array(numbers, dtype=float).reshape(-1, len(kept)).T
                                  for numbers in ([one.output for one in chosen], step.wanted))
    return True


# What the changes of the last weights were made of: rows that are not among it were looked at, as for a loss, and not learned from. None
# where that is too much to look through.
def _used(graph, step):
    met = {}
    for unit in step.layers[-1]:
        change = next(filter(None, map(step.change, unit.weights)), None)
        if change is None:
            continue
        before = graph.before(graph.operations[change[0]][3])
        if len(before) >= FAR:
            return None
        met.update(before)
    return met if any(id(total) in met for unit in step.layers[-1] for _, total, _ in unit.sums) else None


# What comes of the last sums of a row alone.
def _of_row(graph, sums):
    found = {id(total) for total in sums}
    open_ = [use for total in sums for use in graph.uses.get(id(total), ())]
    heapify(open_)
    while open_ and len(found) < MOST * len(sums):
        name, _, operands, answer = graph.operations[heappop(open_)]
        if id(answer) in found or name == "log" or any(id(part) in graph.tainted and id(part) not in found for part in operands):
            continue
        if name == "subtract" and any(id(part) not in found for part in operands):
            continue
        found.add(id(answer))
        for use in graph.uses.get(id(answer), ()):
            heappush(open_, use)
    return found


class _Followed:
    """What comes of one of the last sums, and what that meets."""

    def __init__(self, graph, total, of_row):
        self._graph, self._of_row = graph, of_row
        # In the order in which they were computed from it.
        self.family, self._known = [total], {id(total)}
        # Differences from a target, from a 1 that is written there, and targets that are divided by an output.
        self.differences, self.ones, self.slopes = [], [], []
        for number in self.family:
            if len(self.family) >= MOST:
                break
            for use in graph.uses.get(id(number), ()):
                self._meet(number, use)
        for meetings in (self.differences, self.ones, self.slopes):
            meetings.sort(key=lambda one: one.use)

    def _meet(self, number, use):
        name, place, operands, answer = self._graph.operations[use]
        others = [part for part in operands if part is not number]
        given = [part for part in others if id(part) not in self._graph.tainted]
        computed = [part for part in others if id(part) in self._graph.tainted and id(part) not in self._known]
        if name == "subtract" and len(given) == 1:
            self.differences.append(_Meeting(place, number, given[0], use))
            return
        if name == "add" and len(others) == 1 and not computed and id(others[0]) not in self._known:
            # Who has no other minus adds what is negated: the target, or the output.
            output, target = opposite(self._graph, number), opposite(self._graph, others[0])
            if target is not None:
                self.differences.append(_Meeting(place, number, target, use))
            elif output is not None and id(output) in self._known:
                self.differences.append(_Meeting(place, output, others[0], use))
        if name == "complement" and operands[0] is number and operands[1] == 1:
            self.ones.append(_Meeting(place, number, operands[1], use))
        # The slope of a cross-entropy: an output is a probability, and so is its target.
        if name == "divide" and given and operands[1] is number and 0 < number <= 1 and abs(given[0]) <= 1:
            self.slopes.append(_Meeting(place, number, abs(given[0]), use))
            return
        # The logarithm of an output is a loss, and no output.
        if name != "log" and id(answer) not in self._known and (not computed or self._is_of_row(name, number, operands, computed)):
            self._known.add(id(answer))
            self.family.append(answer)

    # A softmax: what comes of the sum, less the largest of its row and divided by what they have in all.
    def _is_of_row(self, name, number, operands, computed):
        is_less = name == "add" and any(opposite(self._graph, part) is not None for part in computed)
        return operands[0] is number and (is_less or name in ("subtract", "divide", "multiply")) \
            and all(id(part) in self._of_row for part in computed)


# At one line for all rows: a loss that begins at zero is met once. Rows that are held against nothing were only looked at, as before the
# training.
def _of_each(graph, found, kind="differences"):
    kept = [row for row, units in enumerate(found) if all(getattr(unit, kind) for unit in units)]
    met = [getattr(unit, kind) for row in kept for unit in found[row]]
    lines = set.intersection(*[{one.place for one in meetings} for meetings in met]) if met else ()
    if not lines:
        return None, kept
    at = next(one.place for one in met[0] if one.place in lines)
    return [[next(one for one in getattr(unit, kind) if one.place == at) for unit in found[row]] for row in kept], kept


def _of_slopes(graph, found):
    return _of_each(graph, found, "slopes")


def _of_divided(graph, found):
    return _of_one(graph, found, ("slopes",))


# The class of a row is told by where 1 is taken off its output, or divided by it, and nothing of the others.
def _of_one(graph, found, kinds=("differences", "ones")):
    chosen, kept, at = [], [], None
    for row, units in enumerate(found):
        met = [(unit, one) for unit, of_unit in enumerate(units) for kind in kinds
               for one in getattr(of_unit, kind) if one.target == 1]
        alone = [(unit, one) for unit, one in met if sum(other.place == one.place for _, other in met) == 1 and at in (None, one.place)]
        if len(units) < 2 or not alone:
            continue
        unit, one = alone[0]
        others = [one if of_unit is units[unit] else _alike(graph, of_unit, one) for of_unit in units]
        if all(others):
            at = one.place
            chosen.append(others)
            kept.append(row)
    return chosen, kept


# The output of another unit, made in the same way, of which nothing is taken off: of a softmax by the same divisor.
def _alike(graph, of_unit, met):
    made = graph.maker.get(id(met.output))
    if made is None:
        return None
    name, place, operands, _ = graph.operations[made]
    numbers = [number for number in of_unit.family if graph.operations[graph.maker[id(number)]][:2] == (name, place)]
    by_the_same = [number for number in numbers if graph.operations[graph.maker[id(number)]][2][1:] == operands[1:]]
    return next((_Meeting(met.place, number, 0, met.use) for number in by_the_same or numbers), None)
