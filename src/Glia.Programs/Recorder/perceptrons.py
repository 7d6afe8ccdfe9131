"""Finds perceptrons with a threshold: weights that move along the row they were multiplied with, by one length up or down or not at all.
How a program makes its answer of the sum, and its error of that, is not looked at: what becomes of the weights shows both."""
from collections import deque
from itertools import chain

import numpy as np
# As it was before anything was put in its place.
from numpy import array as _array

from rewrite import COLUMN
from threshold import ALIKE, MOSTLY, ROUNDED, Training, offsets

# What is kept of a run: its beginning and its end.
FIRST, LAST = 200000, 100000
# So many numbers of an array are weights or a row; so many are summed one by one; and so many units take turns at one line.
LARGEST, MOST_INPUTS, MOST_UNITS = 4096, 100, 26
# Fewer changes may be anything's.
FEWEST = 2
# One training in so many changes may end, and another begin.
OFTEN = 4
# So many passes show that numbers are no weights and rows.
SAMPLE = 40
# So many additions behind the last product may still be part of the sum.
MOST_ADDED = 3
PRODUCTS = ("dot", "matmul", "inner")


class Stream:
    """Told what a program computes, in numbers and vectors."""

    def __init__(self):
        self._first, self._last = [], deque(maxlen=LAST)

    def note(self, name, place, left, right, answer):
        """A product, a sum of two, or a difference."""
        operands = _kept(left), _kept(right)
        if operands[0] is not None and operands[1] is not None:
            # Numbers tell what is one object as long as that is kept.
            name = "subtract" if name == "complement" else name
            self._keep((name, place, operands, _kept(answer), (id(left), id(right), id(answer)), answer))

    def total(self, place, answer):
        """A sum of many."""
        self._keep(("sum", place, (), answer, (id(answer),), answer))

    def _keep(self, event):
        (self._first if len(self._first) < FIRST else self._last).append(event)

    def read(self):
        """The trainings that were found, in order; none where weights change in another way."""
        is_whole = len(self._last) < LAST
        found = _found(self._first + list(self._last) if is_whole else self._first)
        if found and not is_whole:
            # The end of a long run is that of its last training, of which that is all.
            end = _found(list(self._last))
            for training in end[:1]:
                training.passes = None
            found = found[:-1] + end if end else found
        return found


# Arrays are changed in place: what they hold now is kept.
def _kept(part):
    if isinstance(part, (int, float, np.number)):
        return part
    if isinstance(part, (list, tuple)) and 0 < len(part) <= LARGEST and all(isinstance(one, (int, float, np.number)) for one in part):
        return _array(part, dtype=float)
    if isinstance(part, np.ndarray) and part.ndim <= 2 and 0 < part.size <= LARGEST and part.dtype.kind in "fiu":
        return _array(part, dtype=float) if part.ndim else float(part)
    return None


def _found(events):
    single = None
    for passes in chain(_of_vectors(events), _of_numbers(events)):
        read = [_trainings(events, one) for one in passes]
        if not all(read):
            continue
        trainings = [training for part in read for training in part]
        for training in trainings:
            training.units = len(passes) * passes[0].weights.shape[2]
        if any(len(training.wanted) > 1 for training in trainings):
            return trainings
        # One row again and again is also one of twice the length.
        if single is None or len(trainings[0].weights) < len(single[0].weights):
            single = trainings
    return single or []


class Passes:
    """The products that are made at one place or line, in order: weights [pass, input, unit], rows [pass, input], and the events each
    begins and ends with."""

    def __init__(self, weights, rows, begins, ends):
        self.weights, self.rows, self.begins, self.ends = weights, rows, begins, ends

    def of_unit(self, number, units):
        """Those of one of the units that take turns."""
        return Passes(*(part[number::units] for part in (self.weights, self.rows, self.begins, self.ends)))


# Every second product of vectors at a place may be another's: all of one shape are looked at.
def _of_vectors(events):
    places = {}
    for index, (name, place, operands, *_) in enumerate(events):
        if name not in PRODUCTS and name != "multiply":
            continue
        for side in (0, 1):
            pair = _weights_and_row(name, operands[side], operands[1 - side], side)
            if pair is not None:
                places.setdefault((place, side, pair[0].shape), []).append((index, *pair))
    for found in places.values():
        indices = np.array([index for index, _, _ in found])
        yield [Passes(np.array([weights for _, weights, _ in found]), np.array([row for _, _, row in found]), indices, indices)]


# The weights as [input, unit] and the row they are multiplied with; None where they are none.
def _weights_and_row(name, weights, row, side):
    if not isinstance(weights, np.ndarray) or not isinstance(row, np.ndarray):
        return None
    if weights.ndim == 2 and 1 in weights.shape:
        weights = weights.reshape(-1)
    if row.ndim == 2 and 1 in row.shape:
        row = row.reshape(-1)
    if row.ndim != 1:
        return None
    if weights.ndim == 1:
        return (weights.reshape(-1, 1), row) if len(weights) == len(row) else None
    if name == "multiply":
        return None
    weights = weights.T if side == 0 else weights
    return (weights, row) if len(weights) == len(row) else None


# Sums that are written number by number: the products of one place, as in a loop, or those of a line, or of lines without another between,
# that have several.
def _of_numbers(events):
    places, lines = {}, {}
    for index, (name, place, operands, *_) in enumerate(events):
        if name == "multiply" and not any(isinstance(part, np.ndarray) for part in operands):
            places.setdefault(place, []).append(index)
            lines.setdefault(place >> COLUMN, []).append(index)
    groups = list(places.values())
    for together in (*([line] for line in lines), *_following(sorted(lines))):
        group = sorted(index for line in together for index in lines[line])
        if len({events[index][1] for index in group}) > 1:
            groups.append(group)
    is_product = np.array([name == "multiply" or name in PRODUCTS for name, *_ in events])
    sums = [one for group in groups for one in _sums_of(events, np.array(group), is_product)]
    # What moves along a row moves along a part of it: the longest row is meant.
    sums.sort(key=lambda one: -one[0].shape[1])
    for units in range(1, MOST_UNITS + 1):
        for at, factors in sums:
            for side in (0, 1) if len(at) > FEWEST * units else ():
                weights, rows = factors[:, :, side], factors[:, :, 1 - side]
                if _moves(weights[:SAMPLE * units], rows[:SAMPLE * units], units, 0) and _moves(weights, rows, units):
                    passes = Passes(weights[:, :, None], rows, at[:, 0], at[:, -1])
                    yield [passes.of_unit(unit, units) for unit in range(units)]


# Lines that follow one another, where there are several.
def _following(lines):
    begins = [i for i, line in enumerate(lines) if i == 0 or line > lines[i - 1] + 1]
    return [lines[begin:end] for begin, end in zip(begins, [*begins[1:], len(lines)]) if end > begin + 1]


# Products of a place or line that may be sums, whatever their length: within a sum no other products are made. Of each the events
# [pass, input], and the factors [pass, input, side].
def _sums_of(events, group, is_product):
    is_other = is_product.copy()
    is_other[group] = False
    others = np.cumsum(is_other)[group]
    factors = np.array([[float(part) for part in events[index][2]] for index in group])
    for inputs in range(1, MOST_INPUTS + 1):
        count = len(group) // inputs
        ends = others[:count * inputs].reshape(count, inputs)
        if count > FEWEST and (ends[:, 0] == ends[:, -1]).all():
            yield group[:count * inputs].reshape(count, inputs), factors[:count * inputs].reshape(count, inputs, 2)


# By how much of the row the weights move after each pass, and whether they do; None where they move otherwise too often, or too seldom.
def _moves(weights, rows, units=1, fewest=FEWEST):
    with np.errstate(all="ignore"):
        change, row = weights[units:] - weights[:-units], rows[:-units]
        length = (row * row).sum(axis=1)
        moves = np.where(length > 0, (change * row).sum(axis=1) / np.where(length > 0, length, 1), 0)
        # What is rounded is rounded at the size of the weights.
        size = np.abs(weights).max(axis=1)
        noise = ROUNDED * np.maximum(size[units:], size[:-units])[:, None]
        moves[(np.abs(change) <= noise).all(axis=1)] = 0
        is_so = (np.abs(change - moves[:, None] * row) <= noise).all(axis=1)
    moved, others = np.count_nonzero(moves[is_so]), np.count_nonzero(~is_so)
    # Several numbers that move as those of a row do are hardly ever another's, and a row of zeros moves nothing but the bias.
    fewest = min(fewest, 1) if rows.shape[1] > 1 else fewest
    # All steps of a training are of one length.
    lengths = np.sort(np.abs(moves[is_so & (moves != 0)]))
    if np.count_nonzero(lengths[1:] > (1 + ALIKE) * lengths[:-1]) > others:
        return None
    # So few passes as are looked at first need not show a step.
    return (moves, is_so) if moved >= fewest and OFTEN * others <= max(moved, 0 if fewest else len(moves)) else None


# The trainings of each unit, one after the other; a training ends where the weights become something else. None where one is read
# otherwise, or what is read is the smaller part.
def _trainings(events, passes):
    found, read = [], 0
    count, _, units = passes.weights.shape
    sums = _totals(events, passes, units)
    for unit in range(units):
        weights = passes.weights[:, :, unit]
        known = _moves(weights, passes.rows)
        if known is None:
            return []
        added = offsets(weights, passes.rows, *known, sums[:, :, unit])
        begin = 0
        for end in [*(np.flatnonzero(~added.is_so) + 1), count]:
            moves = added.moves[begin:end - 1]
            if np.count_nonzero(moves) >= FEWEST:
                # Up and down may be two lines.
                steps = [number for way in (1, -1) for number in np.flatnonzero(moves * way > 0)[:1]]
                changes = [_change(events, passes, unit, begin + int(number)) for number in sorted(steps)]
                if None in changes:
                    return []
                # What follows the last pass of all: nothing, unless weights are changed again.
                is_over = end == count and not any(event[1] in changes for event in events[passes.ends[end - 1] + 1:])
                training = Training.of(weights[begin:end], passes.rows[begin:end], np.append(moves, 0.0) if is_over else moves,
                                       added.numbers[begin:end], added.pull)
                if training is None:
                    return []
                training.product, training.change = events[passes.begins[begin]][1], changes[0]
                found.append(training)
                read += end - begin
            begin = end
    return found if read >= MOSTLY * count * units else []


# The sums of each pass and unit as far as one, two and more additions behind the last product go.
def _totals(events, passes, units):
    totals = []
    for number, (first, last) in enumerate(zip(passes.begins, passes.ends)):
        following = passes.begins[number + 1] if number + 1 < len(passes.begins) else len(events)
        totals.append(_sums(events, first, last, min(following, last + MOST_ADDED + 2), units))
    return np.array(totals)


def _sums(events, first, last, following, units):
    members, sums = {events[first][4][-1]}, []
    for index in range(first + 1, following):
        name, _, _, answer, ids, _ = events[index]
        is_product = index <= last and name == "multiply"
        # What something is subtracted from is a sum, and what is subtracted is none.
        is_sum = name == "sum" or (name == "add" and members.intersection(ids[:2])) or (name == "subtract" and ids[0] in members)
        if not (is_product or is_sum):
            if index > last:
                break
            continue
        members.add(ids[-1])
        if index > last:
            sums.append(answer.reshape(-1) if np.size(answer) == units > 1 else np.full(units, answer if np.size(answer) == 1 else np.nan))
    # A sum whose bias comes first ends with its last product's addition.
    sums = sums[:MOST_ADDED]
    return sums + [sums[-1] if sums else np.full(units, np.nan)] * (MOST_ADDED - len(sums))


# The place at which weights are changed after a pass, as a whole or one by one; None where nothing changes them.
def _change(events, passes, unit, number):
    before, after = passes.weights[number], passes.weights[number + 1]
    at = int(np.argmax(np.abs(after - before)[:, unit])), unit
    changes = [event for event in events[passes.ends[number] + 1:passes.begins[number + 1]] if event[0] in ("add", "subtract")]
    for is_of in (_is_all, lambda part, weights: np.size(part) == 1 and part == weights[at]):
        for _, place, operands, answer, *_ in changes:
            if any(is_of(part, before) for part in operands) and is_of(answer, after):
                return place
    return None


def _is_all(part, weights):
    return isinstance(part, np.ndarray) and part.size == weights.size \
        and any((part.reshape(-1) == one.reshape(-1)).all() for one in (weights, weights.T))
