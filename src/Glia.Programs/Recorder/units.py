"""Takes a window of small arrays apart, number by number: units whose weights and rows are vectors are found like those in lists."""
from math import prod

import numpy as np

import layers
import written
from rewrite import COLUMN, FILE

# More numbers than these are no network of single units.
MOST_NUMBERS = 1000000
MOST_OF_MATRICES = 60000
ELEMENTWISE = {"add": "add", "subtract": "subtract", "multiply": "multiply", "divide": "divide", "power": "power", "maximum": "maximum",
               "minimum": "minimum", "negative": "negative", "exp": "exp", "tanh": "tanh", "log": "log", "sqrt": "sqrt", "square": "square",
               "abs": "absolute", "absolute": "absolute"}
PRODUCTS = ("dot", "matmul", "inner")
SUMS = ("sum", "mean")
# Where numbers go from array to array as they are, in their order.
FORMS = ("copy", "array", "asarray", "astype", "flatten", "ravel", "reshape", "append", "concatenate", "hstack", "stack", "vstack",
         "squeeze", "expand_dims", "atleast_2d", "ascontiguousarray", "asanyarray")


def write(tape):
    """Looks for a step of single units in the first window, and puts it on the tape in a window of its own."""
    if not tape.windows:
        return
    window = tape.windows[0]
    operations = tape.operations[window["from"]:window["to"]]
    # Where units are vectors nobody else finds them; where there are matrices it is worth a second at most.
    of_vectors = any(_is_of_vectors(tape, operation) for operation in operations)
    if sum(_cost(tape, operation) for operation in operations) > (MOST_NUMBERS if of_vectors else MOST_OF_MATRICES):
        return
    step = layers.read(_Numbers(tape).of(operations))
    if step is not None:
        written.write(step, tape, tape.files(), "units")


# A vector times a vector is a unit.
def _is_of_vectors(tape, operation):
    return operation[0] in PRODUCTS and len(operation[1]) == 2 and all(len(shape) == 1 for shape in _shapes(tape, operation[1]))


# How many numbers are computed, or at least looked at: each number of a product is a sum over what both factors have in common.
def _cost(tape, operation):
    name, operands, results = operation[:3]
    made, given = _shapes(tape, results), _shapes(tape, operands)
    if name in PRODUCTS and len(given) == 2 and given[1]:
        return sum(prod(shape) for shape in made) * given[1][0]
    return sum(prod(shape) for shape in made + given)


def _shapes(tape, numbers):
    return [tape.values[number][1] for number in numbers if isinstance(number, int)]


# Where they are put elsewhere, or some are left out.
CHOICES = ("delete", "take", "insert", "roll", "flip", "where", "max", "min", "transpose", "row_stack", "column_stack")


class _Numbers:
    def __init__(self, tape):
        self._tape, self._files = tape, tape.files()
        # By value the objects that its numbers are, and by address the last that lay there.
        self._of, self._at = {}, {}
        self.operations = []

    def of(self, operations):
        """The operations number by number: name, place, operands, result."""
        for name, operands, results, place, *settings in operations:
            if len(results) == 1 and isinstance(results[0], int) and self._contents(results[0]) is not None:
                self._operation(name, operands, results[0], self._place(place), settings[0] if settings else {})
        return self.operations

    # A chain of lines as one number: its innermost line, and which of the chains it is.
    def _place(self, number):
        chain = self._tape.places.chains[number]
        if not chain:
            return 0
        file, line = chain[0]
        return (self._files.index(file) << FILE) + (line << COLUMN) + number % (1 << COLUMN)

    def _operation(self, name, operands, result, place, settings):
        contents = self._contents(result)
        if name in ELEMENTWISE and name != "maximum.reduce":
            made = self._elementwise(ELEMENTWISE[name], [self._numbers(part) for part in operands[:2]], contents, place)
        elif name in PRODUCTS and len(operands) == 2:
            made = self._product(self._numbers(operands[0]), self._numbers(operands[1]), contents, place)
        elif name == "outer" and len(operands) == 2:
            left, right = (self._numbers(part).reshape(-1) for part in operands)
            made = self._elementwise("multiply", [left[:, None], right[None, :]], contents, place)
        elif name in SUMS:
            made = self._sum(name, self._numbers(operands[0]), contents, place, settings.get("axis"), operands)
        elif name == "setitem":
            made = self._assigned(operands, result, contents, settings.get("index", []))
        else:
            made = self._same(name, operands, result, contents, settings.get("index", []))
        self._set(result, made)

    # ---- the numbers of a value

    # What is kept of an array without axes has one.
    def _contents(self, value):
        kept = self._tape.contents(value)
        shape = self._tape.values[value][1]
        return kept.reshape(shape) if kept is not None and kept.size == prod(shape) else None

    def _numbers(self, operand):
        if not isinstance(operand, int):
            number = operand[0]
            return self._leaves(np.asarray(float(number) if isinstance(number, (int, float)) else np.nan))
        if operand not in self._of:
            contents = self._contents(operand)
            shape = self._tape.values[operand][1]
            self._set(operand, self._leaves(np.full(shape, np.nan)) if contents is None else self._looked_up(operand, contents))
        return self._of[operand]

    # What lies at the same place in memory and is the same number is the same object.
    def _looked_up(self, value, contents):
        found = self._leaves(contents)
        for index, address in self._addresses(value):
            known = self._at.get(address)
            if known is not None and known == found[index]:
                found[index] = known
        return found

    def _leaves(self, contents):
        found = np.empty(np.shape(contents), dtype=object)
        for index in np.ndindex(found.shape):
            found[index] = layers.fresh(float(contents[index]))
        return found

    def _set(self, value, numbers):
        self._of[value] = numbers
        for index, address in self._addresses(value):
            self._at[address] = numbers[index]

    def _addresses(self, value):
        pointer, shape, strides = self._tape.values[value][:3]
        for index in np.ndindex(*shape):
            yield index, pointer + sum(i * stride for i, stride in zip(index, strides))

    # ---- what is computed

    def _add(self, name, place, operands, contents):
        answer = layers.fresh(float(contents))
        self.operations.append((name, place, tuple(operands), answer))
        return answer

    def _elementwise(self, name, parts, contents, place):
        made = np.empty(contents.shape, dtype=object)
        try:
            parts = np.broadcast_arrays(*parts)
        except ValueError:
            return self._leaves(contents)
        if parts[0].shape != made.shape:
            return self._leaves(contents)
        for index in np.ndindex(made.shape):
            operands = [part[index] for part in parts]
            if name == "square":
                made[index] = self._add("multiply", place, operands * 2, contents[index])
            else:
                made[index] = self._add(name, place, operands, contents[index])
        return made

    def _product(self, left, right, contents, place):
        rows = left.reshape(-1, left.shape[-1]) if left.ndim else left.reshape(1, 1)
        columns = right.reshape(right.shape[0], -1) if right.ndim else right.reshape(1, 1)
        if rows.shape[1] != columns.shape[0] or contents.size != rows.shape[0] * columns.shape[1] or left.ndim > 2 or right.ndim > 2:
            return self._leaves(contents)
        made = np.empty((rows.shape[0], columns.shape[1]), dtype=object)
        answers = contents.reshape(made.shape)
        for index in np.ndindex(made.shape):
            terms = [self._add("multiply", place, (a, b), float(a) * float(b)) for a, b in zip(rows[index[0]], columns[:, index[1]])]
            made[index] = self._add("sum", place, terms, answers[index])
        return made.reshape(contents.shape)

    def _sum(self, name, numbers, contents, place, axis, operands):
        if len(operands) > 1 and axis is None and isinstance(operands[1], list):
            axis = operands[1][0]
        if axis is None:
            groups = numbers.reshape(1, -1)
        elif isinstance(axis, int) and -numbers.ndim <= axis < numbers.ndim:
            groups = np.moveaxis(numbers, axis, -1).reshape(-1, numbers.shape[axis])
        else:
            return self._leaves(contents)
        if len(groups) != contents.size:
            return self._leaves(contents)
        made = np.empty(len(groups), dtype=object)
        for i, (group, answer) in enumerate(zip(groups, contents.reshape(-1))):
            count = len(group) if name == "mean" else 1
            made[i] = self._add("sum", place, group, answer * count)
            if count > 1:
                made[i] = self._add("divide", place, (made[i], count), answer)
        return made.reshape(contents.shape)

    # An assignment changes some numbers of an array and leaves the others what they are.
    def _assigned(self, operands, result, contents, index):
        before = self._numbers(operands[0])
        if before.shape != contents.shape:
            return self._leaves(contents)
        if index == ["parts"]:
            return self._looked_up(result, contents)
        made = before.copy()
        where = _region(index, contents.shape)
        given = self._numbers(operands[1])
        if where is not None:
            try:
                made[where] = given if given.ndim else given[()]
                return made
            except ValueError:
                pass
        for at in np.ndindex(contents.shape):
            if made[at] != contents[at]:
                made[at] = layers.fresh(float(contents[at]))
        return made

    def _same(self, name, operands, result, contents, index):
        if name == "getitem" and operands and isinstance(operands[0], int):
            where = _region(index, tuple(self._tape.values[operands[0]][1]))
            part = self._numbers(operands[0])[where] if where is not None else None
            if where is not None and np.shape(part) == contents.shape:
                return part if isinstance(part, np.ndarray) else np.array(part, dtype=object)
        elif name in FORMS or name in CHOICES:
            parts = [self._numbers(part) for part in operands]
            flat = [number for part in parts for number in part.reshape(-1)]
            if name in FORMS and len(flat) == contents.size and all(a == b or a != a for a, b in zip(flat, contents.reshape(-1))):
                return _objects(flat, contents.shape)
            found = _found(flat, contents)
            if found is not None:
                return found
        return self._looked_up(result, contents)


def _objects(flat, shape):
    made = np.empty(len(flat), dtype=object)
    made[:] = flat
    return made.reshape(shape)


# The numbers of an operation that only puts numbers elsewhere: the one among its operands that is the same; None where not each has one.
def _found(flat, contents):
    known = {}
    for number in flat:
        known[float(number)] = number if known.get(float(number), number) is number else None
    found = [known.get(float(number)) for number in contents.reshape(-1)]
    return None if any(number is None for number in found) else _objects(found, contents.shape)


# The written index as one of numpy's; None where an array was among its parts.
def _region(index, shape):
    parts = []
    for text in index:
        if text == "array":
            return None
        if text == "new":
            parts.append(None)
        elif text == "...":
            parts.append(Ellipsis)
        elif ":" in text:
            edges = [int(edge) if edge else None for edge in (text.split(":") + ["", ""])[:3]]
            parts.append(slice(*edges))
        else:
            parts.append(int(text))
    return tuple(parts)
