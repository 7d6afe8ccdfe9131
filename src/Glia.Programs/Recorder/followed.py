"""What a program of single numbers goes on to do once a step is known: the rows that it takes, and what it answers in the end."""
from collections import deque
from math import isfinite

from step import as_float
from windows import Enough, clock

# So many different rows, or so many looked at, say what there is to learn; and so many answers what was learned in the end.
MOST_ROWS = 512
MOST_LOOKED_AT = 2000
MOST_ANSWERS = 1000
# Answers of the last part of a run: what was answered before it learned does not count.
LAST_PART = 4


def of(step, seconds):
    """Follows a program by its step; None where outputs and targets are not held against each other row by row at one line."""
    errors = [step.errors[unit * step.rows + row] for row in range(step.rows) for unit in range(len(step.layers[-1]))]
    if errors != sorted(set(errors)) or any(step.graph.operations[index][0] != "subtract" for index in errors):
        return None
    return Followed(step, errors, seconds)


class Followed:
    """Told what is computed at the places of a step: where the first sums begin, where targets are subtracted, and where weights change."""

    def __init__(self, step, errors, seconds):
        operations = step.graph.operations
        # Who writes an error down for each weight computes it as often.
        self._repeats = _are_repeated(operations, errors)
        errors = errors[:len(step.layers[-1])]
        self._rows_of_step = step.rows
        # A weight from version to version: where the training goes on without it, it is another training.
        self._weight, self._is_changed, self._first = step.layers[-1][0].weights[0], True, None
        self._change = _key(operations[step.first[id(self._weight)][0]])
        # In a step of several rows those are known that it takes.
        products = _products(step, errors[0]) if step.rows == 1 else []
        # The output stands on the other side than the target.
        sides = [0 if operations[index][2][1] is step.wanted[unit * step.rows] else 1 for unit, index in enumerate(errors)]
        self._answered = _Row([_key(operations[index]) for index in errors], [], list(enumerate(sides)))
        self._follow(self._whole_row(operations, products, errors, sides) if products else self._answered)
        self._until = clock() + seconds
        self._waiting, self._rows, self._looked_at = [], {}, 0
        self._answers = deque(maxlen=MOST_ANSWERS)
        self._steps = self._passed = 0
        for name, place, operands, answer in operations:
            if place in self.places and len(operands) == 2:
                self.note(name, place, *operands, answer)

    def _whole_row(self, operations, products, errors, sides):
        looked_at = {_key(operations[index]) for index in [errors[0], *(index for index, _ in products)]}
        met = [index for index in range(min(index for index, _ in products), errors[-1] + 1) if _key(operations[index]) in looked_at]
        seen = [index for before, index in zip([None, *met], met)
                if not (self._repeats and before is not None and _is_same(operations[before], operations[index]))]
        return _Row([_key(operations[index]) for index in seen], [(seen.index(index), side) for index, side in products],
                    [(seen.index(index), side) for index, side in zip(errors, sides)])

    def _follow(self, row):
        self._row, self._met, self._since = row, deque(maxlen=len(row.keys)), 0
        self._keys = set(row.keys)
        self.places = {place for place, _ in row.keys} | {self._change[0]}

    def note(self, name, place, left, right, answer):
        """What is computed at one of the places."""
        key = (place, name)
        if key == self._change:
            if self._waiting:
                self._commit()
            if left is self._weight or right is self._weight:
                self._weight, self._is_changed = answer, True
        if key not in self._keys:
            return
        if self._repeats and self._met and self._met[-1][0] == key and self._met[-1][1] is left and self._met[-1][2] is right:
            return
        self._met.append((key, left, right))
        self._since += 1
        if key == self._row.keys[-1] and self._since >= len(self._row.keys) and [one[0] for one in self._met] == self._row.keys:
            self._since = 0
            self._waiting.append(self._row.read(list(self._met)))

    # The rows right before the weights change were trained on; others were looked at, or nothing was wrong about them.
    def _commit(self):
        if not self._is_changed and self._first is None:
            self._first = self._steps - 1
        self._is_changed = False
        self._steps += 1
        self._passed += max(0, len(self._waiting) - self._rows_of_step)
        for x, outputs, targets in self._waiting[-self._rows_of_step:]:
            self._answers.append((outputs, targets))
            if x:
                self._looked_at += 1
                self._rows.setdefault((x, targets))
        self._waiting = []
        if self._row is not self._answered and (len(self._rows) >= MOST_ROWS or self._looked_at >= MOST_LOOKED_AT):
            self._follow(self._answered)
        if clock() > self._until:
            raise Enough()

    def said(self):
        """Steps, those of the first training where there are several, the rows of a step, and the last answers beside what was wanted."""
        last = list(self._answers)[-max(1, self._steps * self._rows_of_step // LAST_PART):]
        return {"steps": self._steps, "first": self._first, "passed": self._passed + len(self._waiting),
                "x": _table(x for x, _ in self._rows), "y": _table(y for _, y in self._rows),
                "outputs": _table(outputs for outputs, _ in last), "targets": _table(targets for _, targets in last)}


class _Row:
    """What is met in one row, and where in it inputs, outputs and targets stand."""

    def __init__(self, keys, inputs, errors):
        self.keys, self._inputs, self._errors = keys, inputs, errors

    def read(self, met):
        """Inputs, outputs and targets."""
        return (tuple(as_float(met[at][1 + side]) for at, side in self._inputs),
                tuple(as_float(met[at][1 + side]) for at, side in self._errors),
                tuple(as_float(met[at][2 - side]) for at, side in self._errors))


# Two operators of one expression may begin in one place.
def _key(operation):
    return operation[1], operation[0]


def _are_repeated(operations, errors):
    places = [index for index, operation in enumerate(operations) if _key(operation) == _key(operations[errors[0]])]
    following = dict(zip(places, places[1:]))
    return all(index in following and _is_same(operations[index], operations[following[index]]) for index in errors)


def _is_same(one, other):
    return _key(one) == _key(other) and all(left is right for left, right in zip(one[2], other[2]))


# The products of the first unit's weights with its inputs, and on which side those stand; none where one of them was not found.
def _products(step, before):
    graph, unit, found = step.graph, step.layers[0][0], []
    for weight, number in zip(unit.weights, unit.sums[0][0]):
        for index in graph.uses[id(weight)]:
            name, _, operands, _ = graph.operations[index]
            if name == "multiply" and index < before and any(part is number for part in operands):
                found.append((index, 1 if operands[0] is weight else 0))
                break
    return found if len(found) == len(unit.weights) else []


# What is not a number has no spelling in JSON.
def _table(rows):
    return [[number if isfinite(number) else None for number in row] for row in rows]
