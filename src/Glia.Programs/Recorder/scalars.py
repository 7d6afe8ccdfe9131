"""What a program computes with Python's own numbers: every sum and product of floats, told apart by the objects that hold them."""
import math
import operator

import layers
from windows import Enough, clock

# Where a whole step is looked for, in operations; after the last of these it is given up.
LOOKS = (3000, 20000, 100000, 300000)
OPERATORS = {"add": operator.add, "subtract": operator.sub, "complement": operator.sub, "multiply": operator.mul,
             "divide": operator.truediv, "power": operator.pow}
IN_PLACE = {"add": operator.iadd, "subtract": operator.isub, "multiply": operator.imul, "divide": operator.itruediv,
            "power": operator.ipow}
SUMS = (sum, math.fsum)
KNOWN = {math.exp: "exp", math.tanh: "tanh", math.log: "log", math.sqrt: "sqrt", math.pow: "power", pow: "power"}


class Scalars:
    """Called in the place of operators by a rewritten program; gives what they would give."""

    def __init__(self, tape, file, seconds):
        self._tape, self._file = tape, file
        # For how many seconds the program goes on once a step was found: what it prints then is its curve.
        self._seconds = seconds
        # (name, place, operands, result); the operands are kept alive, so that no two objects have one number.
        self.operations = []
        self.began = self.found = self.used = False
        self._looks = list(LOOKS)

    def binary(self, place, name, left, right):
        """An operator."""
        answer = OPERATORS[name](left, right)
        if type(answer) is float:
            self._add(name, place, (left, right), answer)
        elif type(answer) is list and name == "multiply":
            # The parts of [0.0] * 3 are one object.
            answer[:] = [_fresh(part) for part in answer]
        return answer

    def fresh(self, place, value):
        """A number that is written in the program."""
        return _fresh(value)

    def in_place(self, place, name, left, right):
        """An operator that assigns."""
        answer = IN_PLACE[name](left, right)
        if type(answer) is float:
            self._add(name, place, (left, right), answer)
        return answer

    def negative(self, place, value):
        """A sign."""
        answer = -value
        if type(answer) is float:
            self._add("negative", place, (value,), answer)
        return answer

    def function(self, place, function, *args):
        """A function of Python's own, or one of the program's that has its name."""
        if type(function) is not type(len):
            # One of the program's own.
            return function(*args)
        if function in SUMS:
            parts = list(args[0]) if not isinstance(args[0], (list, tuple)) else args[0]
            answer = function(parts)
            if type(answer) is float:
                self._add("sum", place, tuple(parts), answer)
            return answer
        answer = function(*args)
        if function in KNOWN and type(answer) is float:
            self._add(KNOWN[function], place, args, answer)
        return answer

    def finish(self):
        """Looks for a step in what there is, if none was found."""
        if not self.found:
            self._look()

    def _add(self, name, place, operands, answer):
        if self.found:
            if clock() > self._until:
                raise Enough()
            return
        # Data that are prepared before anything is multiplied are no step.
        if not self.began:
            if name != "multiply":
                return
            self.began = True
        self.operations.append((name, place, operands, answer))
        if self._looks and len(self.operations) >= self._looks[0]:
            self._looks.pop(0)
            self._look()
            self._until = clock() + self._seconds
            if not self._looks or (self.found and not self._seconds):
                raise Enough()

    def _look(self):
        step = layers.read(self.operations)
        if step is not None:
            self.found = True
            layers.write(step, self._tape, self._file)


# The same number in an object of its own.
def _fresh(value):
    return -(-value) if type(value) is float else value
