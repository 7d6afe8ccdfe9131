"""What a program computes number by number: every sum and product of floats, Python's own or numpy's, told apart by the objects that
hold them."""
import builtins
import math
import operator

import numpy as np

import cells
import followed
import idioms
import layers
import perceptrons
import rewrite
import written
from windows import Enough, clock

BUILT_IN = (type(len), np.ufunc)
# Where a whole step is looked for, in operations; after the last of these it is looked for among the last so many, until time is up.
LOOKS = (3000, 20000, 100000, 300000)
KEPT = 100000
OPERATORS = {"add": operator.add, "subtract": operator.sub, "complement": operator.sub, "multiply": operator.mul,
             "divide": operator.truediv, "power": operator.pow, "matmul": operator.matmul}
IN_PLACE = {"add": operator.iadd, "subtract": operator.isub, "multiply": operator.imul, "divide": operator.itruediv,
            "power": operator.ipow, "matmul": operator.imatmul}
# What a unit with a threshold is made of.
OF_UNITS = ("add", "subtract", "complement", "multiply", "matmul")
SUMS = (sum, math.fsum, np.sum)
NUMBERS = (int, float, np.number)
KNOWN = {math.exp: "exp", math.tanh: "tanh", math.log: "log", math.sqrt: "sqrt", math.pow: "power", pow: "power",
         np.exp: "exp", np.tanh: "tanh", np.log: "log", np.sqrt: "sqrt", np.power: "power", np.maximum: "maximum"}


class Products:
    """What every watch does with a product and with the numbers that arrays hold."""

    def __init__(self, numbers):
        self._cells = numbers

    def item(self, place, thing, index):
        """What is at one place of something."""
        return self._cells.read(thing, index) if isinstance(thing, np.ndarray) else thing[index]

    def put(self, place, value, thing, index):
        """Writes it there."""
        if isinstance(thing, np.ndarray):
            self._cells.write(thing, index, value)
        else:
            thing[index] = value

    def each(self, place, thing):
        """What a loop goes through."""
        return self._cells.each(thing)

    def times(self, place, left, right):
        """A product of which no factor is written there: one of an array and a number is none of numbers."""
        if isinstance(left, np.ndarray) != isinstance(right, np.ndarray):
            return idioms.scaled(left, right)
        return self.binary(place, "multiply", left, right)


class Scalars(Products):
    """Called in the place of operators by a rewritten program; gives what they would give."""

    def __init__(self, tape, arrays, seconds, goes_on):
        super().__init__(cells.Cells(self._copied))
        self._tape, self._arrays = tape, arrays
        # The program and its modules, by the number that is in a place.
        self.files = []
        # For how many seconds a step is looked for, and whether the program goes on so long once one was found: what it prints then is
        # its curve.
        self._seconds, self._goes_on = seconds, goes_on
        # (name, place, operands, result); the operands are kept alive, so that no two objects have one number.
        self.operations = []
        # Where a threshold stands between sum and error, nothing comes of the sum: what becomes of the weights is looked at.
        self._stream = perceptrons.Stream()
        # Numbers that are the same as others, by number; both are kept alive.
        self._copies = {}
        self.began = self.found = self.used = False
        # What is not understood of what was seen, and the file and line.
        self.unread = None
        self._is_cut = False
        # What the program goes on to do.
        self.followed = None
        self._looks = list(LOOKS)

    def binary(self, place, name, left, right):
        """An operator."""
        answer = OPERATORS[name](left, right)
        self._note(name, place, left, right, answer)
        if isinstance(answer, float):
            self._add(name, place, (left, right), answer)
        elif type(answer) is list and name == "multiply":
            # The parts of [0.0] * 3 are one object.
            answer[:] = [layers.fresh(part) for part in answer]
        return answer

    def fresh(self, place, value):
        """A number that is written in the program."""
        return layers.fresh(value)

    def in_place(self, place, name, left, right):
        """An operator that assigns."""
        before = left.copy() if isinstance(left, np.ndarray) and not self.found else left
        answer = IN_PLACE[name](left, right)
        self._note(name, place, before, right, answer)
        if isinstance(answer, float):
            self._add(name, place, (left, right), answer)
        return answer

    def negative(self, place, value):
        """A sign."""
        answer = -value
        if isinstance(answer, float):
            self._add("negative", place, (value,), answer)
        return answer

    def function(self, place, function, *args):
        """A function of Python's own, or one of the program's that has its name."""
        if any(function is known for known in SUMS):
            parts = list(args[0]) if function is not np.sum and not isinstance(args[0], (list, tuple)) else args[0]
            answer = function(parts)
            if not self.found and isinstance(answer, NUMBERS):
                self._stream.total(place, answer)
            if isinstance(answer, float) and isinstance(parts, (list, tuple)):
                self._add("sum", place, tuple(parts), answer)
            return answer
        if (function is np.dot or function is np.inner) and all(isinstance(part, (list, tuple)) for part in args):
            return self._product(place, function, args)
        answer = function(*args)
        if len(args) == 2 and getattr(function, "__name__", "") in perceptrons.PRODUCTS:
            self._note("dot", place, *args, answer)
        # A number of numpy's that is made one of Python's is the same number.
        if function is float and isinstance(args[0], float) and answer is not args[0]:
            self._copied(answer, args[0])
        # One of the program's own may have the name of one that is known.
        if type(function) in BUILT_IN and function in KNOWN and isinstance(answer, float):
            self._add(KNOWN[function], place, args, answer)
        return answer

    def dot(self, place, left, right):
        """An array's own product."""
        answer = left.dot(right)
        self._note("dot", place, left, right, answer)
        return answer

    # The product of two lists is the sum of the products of their numbers.
    def _product(self, place, function, lists):
        answer = function(*lists)
        left, right = lists
        if isinstance(answer, float) and all(isinstance(part, (int, float, np.number)) for part in [*left, *right]):
            terms = []
            for factors in zip(left, right):
                terms.append(layers.fresh(float(factors[0]) * float(factors[1])))
                self._add("multiply", place, factors, terms[-1])
            self._add("sum", place, tuple(terms), answer)
        self._note("dot", place, *lists, answer)
        return answer

    def _note(self, name, place, left, right, answer):
        if not self.found and name in OF_UNITS + perceptrons.PRODUCTS:
            self._stream.note(name, place, left, right, answer)

    def perceptrons(self):
        """The trainings of units with a threshold, where no step was found; none elsewhere."""
        place = written.places(self._tape, self.files)
        return [] if self.found else [training.said(place) for training in self._stream.read()]

    def finish(self):
        """Looks for a step in what there is, if none was found."""
        if self.began and not self.found:
            self._look()

    def _add(self, name, place, operands, answer):
        if self.found:
            # Asked for before the step was known, for which its operands were computed.
            if self.followed is not None and place in self.followed.places and len(operands) == 2:
                self.followed.note(name, place, *operands, answer)
            if clock() > self._until:
                raise Enough()
            return
        # Data that are prepared before anything is multiplied are no step.
        if not self.began:
            if name != "multiply":
                return
            self.began = True
            self._until = clock() + self._seconds
        self.operations.append((name, place, self._originals(operands), answer))
        if self._looks and len(self.operations) >= self._looks[0]:
            self._look()
            if (self.found and self.followed is None and not self._goes_on) or (not self.found and clock() > self._until):
                raise Enough()
            if self.found:
                self._until = clock() + self._seconds
            elif len(self._looks) > 1:
                self._looks.pop(0)
            else:
                # What was computed so long ago, such as data that are made up, is part of no step.
                self._is_cut = True
                del self.operations[:-KEPT]

    def _copied(self, copy, number):
        if not self.found:
            self._copies[id(copy)] = copy, number

    def _originals(self, operands):
        if not self._copies:
            return operands
        return tuple(self._copies[id(part)][1] if id(part) in self._copies else part for part in operands)

    def _tell(self, why, place):
        at = [None, None] if place is None else [self.files[place >> rewrite.FILE], (place & (1 << rewrite.FILE) - 1) >> rewrite.COLUMN]
        self.unread = ["large" if why == "changes" and self._is_cut else why, *at]

    def _look(self):
        step = layers.read(self.operations, self._tell)
        if step is not None:
            self.found = True
            self._arrays.give_up()
            written.write(step, self._tape, self.files)
            self.followed = followed.of(step, self._seconds)
            if self.followed is not None:
                setattr(builtins, rewrite.NAME, Following(self.followed, self._cells))


class Following(Products):
    """The same operators once a step is known, with an eye on its places alone."""

    def __init__(self, step, numbers):
        super().__init__(numbers)
        self._step = step

    def binary(self, place, name, left, right):
        """An operator."""
        answer = OPERATORS[name](left, right)
        if place in self._step.places:
            self._step.note(name, place, left, right, answer)
        return answer

    def fresh(self, place, value):
        """A number that is written in the program."""
        return value

    def in_place(self, place, name, left, right):
        """An operator that assigns."""
        answer = IN_PLACE[name](left, right)
        if place in self._step.places:
            self._step.note(name, place, left, right, answer)
        return answer

    def negative(self, place, value):
        """A sign."""
        return -value

    def dot(self, place, left, right):
        """An array's own product."""
        return left.dot(right)

    def function(self, place, function, *args):
        """A function, of which products of lists have places."""
        if place in self._step.places and (function is np.dot or function is np.inner) \
                and all(isinstance(part, (list, tuple)) for part in args):
            for left, right in zip(*args):
                self._step.note("multiply", place, left, right, None)
        return function(*args)
