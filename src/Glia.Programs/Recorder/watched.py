"""Arrays that say what is done with them. While nothing is recorded they only notice products, so that preparing data costs nothing."""
import numpy as np
# As they were before anything was put in their place.
from numpy import asarray, matrix, may_share_memory

import births
import scope
import signs
from lists import is_table, listed, of_table
from numbers_of_numpy import SCALARS, Scalars, exact, give_operators
from single import Single

# What is the same value looked at in another way.
VIEWS = frozenset("transpose reshape ravel swapaxes squeeze getitem copy flatten astype asarray array asmatrix atleast_2d matrix "
                  "expand_dims ascontiguousarray asanyarray view".split())
PRODUCTS = frozenset("dot matmul inner einsum tensordot".split())
UPDATES = frozenset("add subtract setitem".split())
# So many arrays are asked for the line that made them; a program that makes more prepares data row by row.
MOST_IDLE = 3000
# A list of many parts is data; its parts are not worth a line each.
MOST_PARTS = 256


class Recorder(Single):
    """Takes operations apart: plain arrays in, watched results out, a line on the tape."""

    def __init__(self):
        self.tape = self.windows = None
        self.on = False
        # Above 0 while a library computes.
        self.apart = 0
        # Whether the windows know already of the product that comes next.
        self.noticed = False
        self._idle = 0
        # Whether so many arrays were made and no matrix since that rows stay what they are.
        self.many = False
        self._lineage = {}
        self._view_of = {}
        self._made = set()
        self._used = {}
        self._turned = set()
        self._births = births.Births()

    def made_at(self, place):
        """Notes that an array was made at this place."""
        self.windows.made_at(place)
        if self.on:
            self._births.note(place)

    def idle(self):
        """Counts the arrays that are made before anything is multiplied: of many nobody asks any more at which line each was made, and
        what becomes of rows is watched no more until a matrix is made of them."""
        self._idle += 1
        if self._idle == MOST_IDLE and not self.windows.began:
            self.many = True
            del Watched.__array_finalize__
            Watched.__array_wrap__ = _wrap_rows

    def matrix_made(self):
        """What may be weights was made: where it was is asked of what is made of it."""
        if self.many:
            self._idle = 0
            self.few()

    def few(self):
        """Every array is watched again."""
        self.many = False
        Watched.__array_finalize__ = FINALIZE
        Watched.__array_wrap__ = WRAP

    def begin(self):
        """Forgets what belonged to the last window."""
        self._lineage, self._view_of, self._made, self._used, self._turned = {}, {}, set(), {}, set()
        self._births = births.Births()

    def call(self, name, function, args, kwargs, changes=None):
        """Calls a function with plain arrays and records it. `changes` is the array that it changes, if it does."""
        place = self.tape.places.here()
        if self.tape.places.installed:
            return self._unrecorded(function, args, kwargs)
        self._see(place)
        operands = []
        plain = _plain(args, operands)
        plain_kwargs = {key: _plain(value, operands) for key, value in kwargs.items() if key != "out"}
        # Of what zeros are made like only the form counts.
        numbers = [self._operand(operand, name, side) for side, operand in enumerate(operands)] if not name.endswith("_like") else []
        out = kwargs.get("out")
        if out is not None:
            plain_kwargs["out"] = _plain(out, [])
            target = out[0] if isinstance(out, tuple) else out
            if isinstance(target, WATCHED):
                self.before_change(target)
        if name in PRODUCTS:
            self._product(numbers, operands, place)
        answer = function(*plain, **plain_kwargs)
        settings = {key: value for key, value in kwargs.items() if isinstance(value, (int, float, str, bool, tuple)) and key != "out"}
        if changes is not None:
            made = self.tape.result(_base(changes))
            self.tape.add(name, numbers, [made], place, **settings)
            self._follow(name, numbers, made)
            return answer
        if out is not None:
            made = self.tape.result(_base(target))
            self.tape.add(name, numbers, [made], place, out=True, **settings)
            self._follow(name, numbers, made)
            if isinstance(target, WATCHED):
                self.after_change(target, made)
            return target
        return self._answer(name, numbers, answer, place, settings,
                            None if name in PRODUCTS else births.of(numbers, operands, self._made))

    # What a plot or a metric computes is no part of the program's network; what comes of it may be.
    def _unrecorded(self, function, args, kwargs):
        self.noticed = False
        out = kwargs.get("out")
        answer = function(*_plain(args, []), **{key: _plain(value, []) for key, value in kwargs.items()})
        if out is not None:
            return out[0] if isinstance(out, tuple) else out
        if isinstance(answer, (tuple, list)):
            return type(answer)(watch(part) if isinstance(part, np.ndarray) else part for part in answer)
        return watch(answer) if isinstance(answer, np.ndarray) else answer

    # A line that is wrong is mended with the names that are in sight there.
    def _see(self, place):
        if place in self.tape.scopes:
            return
        # Before anything is looked up: a property of the program's may compute something itself.
        seen = self.tape.scopes[place] = {}
        frame = self.tape.places.frame()
        try:
            for name, array in scope.arrays(frame) if frame is not None else ():
                if array.dtype.kind in "fiub" and array.nbytes <= scope.MOST_BYTES:
                    seen[name] = self.tape.value(_base(array), getattr(array, "born", None))
        except Exception:
            # Objects may forbid to be looked at; the program goes on, and no line is mended here.
            seen.clear()

    def _answer(self, name, numbers, answer, place, settings, born=None):
        if isinstance(answer, (tuple, list)) and answer and all(isinstance(part, np.ndarray) for part in answer):
            made = [self.tape.result(part) for part in answer]
            self.tape.add(name, numbers, made, place, **settings)
            for number in made:
                self._follow(name, numbers, number)
            return type(answer)(watch(part) for part in answer)
        if isinstance(answer, np.ndarray) and answer.dtype != object:
            # What is given back unchanged is no result.
            made = self.tape.result(answer, born)
            self.tape.add(name, numbers, [made], place, **settings)
            self._follow(name, numbers, made)
            answer = watch(answer)
            if born is not None and isinstance(answer, WATCHED):
                answer.born = born
            return answer
        if is_table(answer):
            array = of_table(answer)
            if array is not None:
                made = self.tape.result(array)
                self.tape.add(name, numbers, [made], place, **settings)
                self._follow(name, numbers, made)
            return answer
        if isinstance(answer, (np.floating, np.integer)) and not isinstance(answer, np.longdouble):
            scalar = Scalars.of(answer)
            made = self.tape.result(asarray(answer))
            self.tape.add(name, numbers, [made], place, **settings)
            self._follow(name, numbers, made)
            if isinstance(scalar, SCALARS):
                scalar.value = made
            return scalar
        if isinstance(answer, (np.bool_, bool, int, float)):
            self.tape.add(name, numbers, [[answer.item() if isinstance(answer, np.generic) else answer]], place, **settings)
        return answer

    def _operand(self, operand, name=None, side=0):
        if isinstance(operand, SCALARS):
            number = getattr(operand, "value", None)
            return number if number is not None else self._literal(operand, name, side)
        if isinstance(operand, np.ndarray):
            if operand.dtype.kind not in "fiub":
                return ["?"]
            if getattr(operand, "parts", None) is not None:
                self._gather(operand)
            of = getattr(operand, "unseen", None)
            if of is None:
                number = self.tape.value(_base(operand), getattr(operand, "born", None))
                opposite = signs.of(operand)
                if opposite is not None:
                    whole = self._operand(opposite)
                    self.tape.add("negative", [whole], [number], self.tape.places.here())
                if isinstance(operand.base, WATCHED):
                    self._see_turned(operand, number)
                    self._see_part(operand, number)
                return number
            operand.unseen = None
            made = self.tape.result(_base(operand))
            # The same numbers in the same place are the same array in another form, as np.c_ makes them.
            is_form = operand.size == of.size and _address(operand) == _address(of)
            self.tape.add("reshape" if is_form else "unseen", [self.tape.value(_base(of))], [made], self.tape.places.here())
            return made
        return self._literal(operand, name, side)

    # What was turned before anything was recorded is the same array, turned.
    def _see_turned(self, operand, number):
        of = operand.base
        if number in self._turned or operand.ndim != 2 or operand.shape != of.shape[::-1] or operand.strides != of.strides[::-1] \
                or _address(operand) != _address(of) or operand.size == 1:
            return
        self._turned.add(number)
        whole = self.tape.value(_base(of), getattr(of, "born", None))
        self.tape.add("transpose", [whole], [number], self.tape.places.here())
        self._follow("transpose", [whole], number)

    # What was cut out of a vector before anything was recorded is a part of it: w[1:] of a step that begins with its product.
    def _see_part(self, operand, number):
        of = operand.base
        if number in self._turned or of.ndim != 1 or operand.ndim != 1 or operand.strides != of.strides or operand.size >= of.size:
            return
        self._turned.add(number)
        first = (_address(operand) - _address(of)) // of.strides[0]
        whole = self.tape.whole(_base(of), getattr(of, "born", None))
        self.tape.add("getitem", [whole], [number], self.tape.places.here(), index=["%d:%d" % (first, first + operand.size)])
        self._follow("getitem", [whole], number)

    # What is added may be a bias, what is subtracted is what the outputs are held against, unless it is written there, as the 1 of 1 - a.
    def _literal(self, operand, name, side):
        number = operand.item() if isinstance(operand, np.generic) else operand
        if name in ("add", "subtract") and type(number) in (int, float) and not self.tape.places.is_written(number, side):
            return self.tape.scalar(operand)
        return [number]

    def part_of(self, part, whole):
        """Notes that an array is a part of another: who changes the one changes the other."""
        if isinstance(part, WATCHED) and may_share_memory(_base(part), _base(whole)):
            part.whole = whole

    def before_change(self, array):
        """Numbers what an array is a part of, before the array is changed."""
        whole = array.whole
        while whole is not None:
            if whole.parts is None or whole.parts[0] is not self._lineage:
                whole.parts = [self._lineage, self.tape.value(_base(whole), getattr(whole, "born", None))]
            whole = whole.whole

    def after_change(self, array, made):
        """Notes the value that a part has now: what it is a part of is another value when it is used next."""
        whole = array.whole
        while whole is not None:
            if len(whole.parts) < MOST_PARTS:
                whole.parts.append(made)
            whole = whole.whole

    # Parts that were changed one by one are assigned at once; in another window nobody asks what they were.
    def _gather(self, whole):
        (window, *parts), whole.parts = whole.parts, None
        if window is not self._lineage or len(parts) < 2:
            return
        made = self.tape.result(_base(whole))
        self.tape.add("setitem", parts, [made], self.tape.places.here(), index=["parts"])
        self._follow("setitem", parts[:2], made)

    def _product(self, numbers, operands, place):
        if not self.noticed:
            self.notice(operands, place)
        self.noticed = False
        for number, operand in zip(numbers, operands):
            if not isinstance(number, int):
                continue
            source = self._view_of.get(number, number)
            if source in self._made and source not in self._lineage:
                continue
            if source not in self._lineage:
                # Weights that were changed give way to others that were made at the same place: what comes then is another step.
                anew = self._births.succeed(source, getattr(operand, "born", None))
                if self.on and anew:
                    self.windows.versions(anew, place)
            root, version = self._lineage.setdefault(source, (source, 0))
            used = self._used.setdefault(root, set())
            used.add(version)
            if self.on and len(used) > 1:
                self.windows.versions(len(used) - 1, place)

    def notice(self, factors, place):
        """Tells the windows of a product, unless a number is a factor."""
        axes = [getattr(factor, "ndim", 0) for factor in factors]
        if min(axes, default=0) > 0:
            self.windows.product(place, sum(count >= 2 for count in axes))

    def _follow(self, name, numbers, made):
        # What no product had a part in, such as weights that are being made, may still turn out to be weights.
        if name in PRODUCTS or any(number in self._made for number in numbers if isinstance(number, int)):
            self._made.add(made)
        if not numbers or not isinstance(numbers[0], int):
            candidates = [number for number in numbers[1:2] if isinstance(number, int)]
        else:
            candidates = [number for number in numbers[:2] if isinstance(number, int)]
        if name in VIEWS and numbers and isinstance(numbers[0], int):
            self._view_of[made] = self._view_of.get(numbers[0], numbers[0])
        elif name in UPDATES:
            for number in candidates:
                source = self._view_of.get(number, number)
                if source in self._lineage:
                    root, version = self._lineage[source]
                    self._lineage[made] = (root, version + 1)
                    if made in self._made:
                        self._births.changed(root)
                    break


RECORDER = Recorder()


class Watched(np.ndarray):
    """An array whose products are noticed always, and whose other operations are while the recorder is on."""

    # What is made of plain and of watched arrays is watched.
    __array_priority__ = 1.0
    # The place at which it was made, or what it was made of.
    born = None
    # What it was made of by an operation that nobody could watch, such as the dot method of an array that is not watched.
    unseen = None
    opposite = None
    # The array that it is a part of, and, where parts of itself were changed, the window and the values: before, and of the parts.
    whole = parts = None

    def __array_finalize__(self, of):
        self.born = getattr(of, "born", None)
        if RECORDER.on:
            if isinstance(of, WATCHED):
                self.unseen = of
        else:
            RECORDER.idle()

    # What plain arrays are reduced to is a number.
    def __array_wrap__(self, array, context=None, return_scalar=False):
        return array[()] if array.ndim == 0 and array is not self else array.view(type(self))

    # What is put away is an array like any other: who loads it need not know that it was watched.
    def __reduce_ex__(self, protocol):
        return _base(self).__reduce_ex__(protocol)


class WatchedMatrix(np.matrix):
    """The same for numpy's matrices."""

    born = unseen = whole = parts = opposite = None

    def __reduce_ex__(self, protocol):
        return _base(self).__reduce_ex__(protocol)


# While rows are prepared one by one what is computed of them is numpy's own: a row is data, and weights that are vectors are made late.
def _wrap_rows(self, array, context=None, return_scalar=False):
    if array.ndim == 0 and array is not self:
        return array[()]
    return array.view(np.ndarray) if array.ndim < 2 else array.view(type(self))


FINALIZE, WRAP = Watched.__array_finalize__, Watched.__array_wrap__
BASES = {Watched: np.ndarray, WatchedMatrix: np.matrix}
WATCHED = tuple(BASES)


def watch(array):
    """The same array, watched; what is no array of numbers, or is made within a library, stays what it is."""
    if RECORDER.apart:
        return array
    if type(array) is np.ndarray:
        return array.view(Watched) if array.dtype.kind in "fiub" else array
    return array.view(WatchedMatrix) if type(array) is matrix and array.dtype.kind in "fiub" else array


RECORDER.watch = watch


def _base(array):
    for kind, base in BASES.items():
        if type(array) is kind:
            return array.view(base)
    return array.view(np.ndarray) if isinstance(array, np.ndarray) and type(array) is not matrix else array


def _address(array):
    return array.__array_interface__["data"][0]


def _plain(value, operands):
    if isinstance(value, np.ndarray):
        operands.append(value)
        return _base(value) if isinstance(value, WATCHED) else value
    if isinstance(value, SCALARS):
        operands.append(value)
        return exact(value)
    if isinstance(value, (tuple, list)):
        inner = []
        plain = [_plain(part, inner) for part in value]
        operands.extend(inner[:MOST_PARTS])
        return tuple(plain) if isinstance(value, tuple) else plain
    if isinstance(value, (int, float, np.generic)) and not isinstance(value, bool):
        operands.append(value)
    elif is_table(value):
        array = of_table(value)
        operands.append(value if array is None else array)
    return value


def _ufunc(ufunc, method, inputs, kwargs):
    if not RECORDER.on:
        plain = [_plain(part, []) for part in inputs]
        out = kwargs.pop("out", None)
        if out is not None:
            kwargs["out"] = _plain(out, [])
        answer = getattr(ufunc, method)(*plain, **kwargs)
        return out[0] if out is not None else watch(answer) if isinstance(answer, np.ndarray) else answer
    name = ufunc.__name__ if method == "__call__" else "%s.%s" % (ufunc.__name__, method)
    if method == "at":
        target = inputs[0]
        return RECORDER.call(name, ufunc.at, inputs, kwargs, changes=target)
    out = kwargs.get("out")
    if out is not None and out[0] is None:
        kwargs.pop("out")
    operands = tuple(part if is_table(part) else listed(part) for part in inputs)
    return RECORDER.call(NAMES.get(name, name), getattr(ufunc, method), operands, kwargs)


# numpy has two names for some functions.
NAMES = {"true_divide": "divide", "__copy__": "copy", "__deepcopy__": "copy", "add.reduce": "sum", "maximum.reduce": "max",
         "minimum.reduce": "min"}


give_operators(RECORDER, _ufunc)
