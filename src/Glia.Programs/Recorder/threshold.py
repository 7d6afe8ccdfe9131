"""A training of one unit with a threshold: what it was given, what it should have answered, and what became of it."""
from collections import namedtuple

import numpy as np

# By how much the lengths of two steps differ, and what sums and differences round off.
ALIKE, ROUNDED = 1e-6, 1e-9
# Of the rows that one in so many is to be answered both ways at most: else they are no rows.
SELDOM = 10
# This part of what moves has what is added move along, and this part of all passes belongs to trainings.
MOSTLY = 0.8
# So many passes show what a training does; and what happens so many times as often as something else happens nearly always.
LEAST, OFTEN = 4, 10
# Different rows that are told.
MOST_ROWS = 2000


class Training:
    """What the weights of a unit became, row by row."""

    def __init__(self, weights, rows, moves, totals, added, pull):
        # Of the offset so much changes with a step of 1.
        self.weights, self.offset, self.pull = weights[-1], float(added[-1]), pull
        self.start = weights[0]
        self.passes = len(rows)
        self.length = float(np.abs(moves[moves != 0]).max())
        # The places at which it is multiplied and changed, and how many units are trained side by side.
        self.product = self.change = -1
        self.units = 1
        self._rows, self._moves, self._totals = rows, moves, totals
        self.direction, self.low, self.high = self._threshold()
        # Rows and what was wanted of them; and how many were to be both high and low.
        wanted = self._wanted() if self.direction else {}
        self.wanted = {row: answers.pop() for row, answers in wanted.items() if len(answers) == 1}
        self.contradicted = len(wanted) - len(self.wanted)

    @staticmethod
    def of(weights, rows, moves, added, pull):
        """Reads it; None where the weights do not move as a perceptron's do. What follows the last pass need not be among the moves;
        `added` is what is added to the products of each."""
        lengths = np.abs(moves[moves != 0])
        if lengths.max() - lengths.min() > ALIKE * lengths.max():
            return None
        training = Training(weights, rows, moves, (weights * rows).sum(axis=1) + added, added, pull)
        return training if training.direction and training.contradicted * SELDOM <= len(training.wanted) else None

    # Whether what is too low is raised, and up to where a sum is surely low and from where on high: all shown by the sums before a step up
    # and before one down.
    def _threshold(self):
        totals, moves = self._totals[:len(self._moves)], self._moves
        raised, lowered = totals[moves > 0], totals[moves < 0]
        slack = ROUNDED * (1 + np.abs(totals).max())
        if len(raised) and len(lowered):
            if raised.max() <= lowered.min() + slack:
                # Whoever leaves alone what lies between two limits, and nothing else, holds something there, and learns nothing.
                still = totals[moves == 0]
                is_held = len(still) >= LEAST and still.min() > raised.max() + slack and still.max() < lowered.min() - slack
                return int(not is_held), raised.max(), lowered.min()
            return -1 if lowered.max() <= raised.min() + slack and self._runs_away(moves) else 0, lowered.max(), raised.min()
        # Steps one way only come to an end, where it is the right one.
        rows = [row.tobytes() for row in self._rows[:len(moves)]]
        moved = {row for row, move in zip(rows, moves) if move}
        ended = [total for row, move, total in zip(rows, moves, totals) if not move and row in moved]
        if ended:
            return 1, *((raised.max(), min(ended)) if len(raised) else (max(ended), lowered.min()))
        # What never gets there is high above zero and low below, as it is mostly.
        if len(raised):
            return int(raised.max() < 0), raised.max(), 0.0
        return int(lowered.min() > 0), 0.0, lowered.min()

    # Whether what is answered wrong stays wrong, as it does where each step makes it worse: a margin that is wanted looks like that at
    # first.
    def _runs_away(self, moves):
        moved, again, still = set(), 0, 0
        for row, move in zip(self._rows, moves):
            key = row.tobytes()
            again += key in moved and move != 0
            still += key in moved and move == 0
            if move:
                moved.add(key)
        return again >= LEAST and again >= OFTEN * still

    # Rows and what was wanted: what is raised should be high, what is lowered low, and what is left as it is was answered right. A row
    # that is only looked at is answered now so, now so; one that is answered behind the last step says nothing, nor does a sum of which
    # nobody knows whether it is high.
    def _wanted(self):
        last = int(np.flatnonzero(self._moves)[-1])
        wanted, known = {}, {}
        for number in range(last + 1):
            row, move = tuple(self._rows[number].tolist()), self._moves[number] * self.direction
            if move != 0:
                known.setdefault(row, set()).add(move > 0)
            elif not self.low < self._totals[number] < self.high:
                wanted.setdefault(row, set()).add(bool(self._totals[number] >= self.high))
        for row, answers in wanted.items():
            if row not in known and len(answers) == 1:
                known[row] = answers
        return known

    def said(self, place):
        """What is written of it; `place` gives the lines of a place."""
        rows = list(self.wanted)[:MOST_ROWS]
        return {"x": [list(row) for row in rows], "y": [[float(self.wanted[row])] for row in rows],
                "weights": self.weights.tolist(), "offset": self.offset, "pull": self.pull,
                "start": self.start.tolist(), "length": self.length, "low": float(self.low), "high": float(self.high),
                "direction": self.direction, "units": self.units, "passes": self.passes,
                "product": place(self.product), "change": place(self.change)}


# What is added to the sum of the products of each pass, how much of it moves with a step of 1, the moves, and whether both belong to the
# same training as the pass before.
Added = namedtuple("Added", "numbers pull moves is_so")


def offsets(weights, rows, moves, is_so, sums):
    """What is added to the sums, by as many additions as go with the moves; the moves of rows that are all zero show only there.
    `sums` are those of each pass as far as one, two and more additions go, [pass, additions]."""
    products = (weights * rows).sum(axis=1)
    size = 1 + np.abs(products).max()
    for added in reversed(range(sums.shape[1])):
        numbers = sums[:, added] - products
        slack = ROUNDED * 10 * (size + np.abs(numbers).max())
        if not np.isfinite(numbers).all() or np.abs(numbers).max() <= slack:
            continue
        changes = numbers[1:] - numbers[:-1]
        changes[np.abs(changes) <= slack] = 0
        pull = float(np.median((changes / np.where(moves != 0, moves, 1))[(moves != 0) & is_so]))
        # By how much it moves is its own affair.
        is_zero = ~rows.any(axis=1)[:-1]
        both = is_so & ((np.sign(changes) == np.sign(pull * moves)) | (is_zero if pull else False))
        if np.count_nonzero(both) < MOSTLY * np.count_nonzero(is_so):
            continue
        hidden = np.sign(changes * pull) * np.abs(moves[is_so]).max()
        return Added(numbers, pull, np.where(is_zero & (pull != 0), hidden, moves), both)
    return Added(np.zeros(len(rows)), 0.0, moves, is_so)
