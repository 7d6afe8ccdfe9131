"""What was computed, in order: values that are never changed once they are on the tape, and the operations between them."""
import hashlib
import json
import os
import zipfile

import numpy as np
# As they were before anything was put in their place.
from numpy import asarray, ascontiguousarray, shares_memory


# Above this many bytes an array is compared by some of its numbers, and is not kept if only parts of it are used.
LARGE = 1 << 20
# Of all later windows the last ones are kept: the network as it was, and its evaluations.
MOST_WINDOWS = 4


class Tape:
    """Values and operations. A value is an array at a place in memory with certain contents; what changes becomes another value."""

    def __init__(self, places, budget):
        self.places = places
        self.budget = budget
        self.values = []
        self.operations = []
        self.windows = []
        # What the names in sight stood for where something was first computed: by place, expressions and the values they had.
        self.scopes = {}
        self._at = {}
        self._contents = {}
        self._arrays = []
        self._held = {}
        self._left_out = 0
        # Asked where memory runs out: gives whether it was freed.
        self.make_room = lambda: False

    def value(self, array, born=None):
        """The number of the value that a plain array holds now; a new one where its memory holds something else than before.
        `born` is the place at which the program made the array."""
        return self._value(array, False, born)

    def whole(self, array, born=None):
        """The number of the value of which a part is about to be taken: a large one is told from others, but not kept."""
        return self._value(array, False, born, keep=array.nbytes <= LARGE)

    def result(self, array, born=None):
        """The number of a value that an operation has just made."""
        return self._value(array, True, born)

    def scalar(self, number):
        """The number of the value that a number is: as long as it is the same object."""
        key = ("number", id(number))
        known = self._at.get(key)
        if known is None or known[1] != number:
            # Kept alive, so that no other number has its address.
            known = self._at[key] = (len(self.values), number)
            self.values.append([id(number), [], [], self._keep(asarray(float(number))), -1])
        return known[0]

    def contents(self, value):
        """What a value holds; None where it was not kept."""
        kept = self.values[value][3]
        return self._arrays[kept] if kept >= 0 else None

    def files(self):
        """The files of all places, in the order in which they were met."""
        return list(dict.fromkeys(file for chain in self.places.chains for file, _ in chain))

    def add(self, name, operands, results, place, **settings):
        """Adds an operation. Operands and results are numbers of values, or [literal] for what is no array."""
        operation = [name, operands, results, place]
        if settings:
            operation.append(settings)
        self.operations.append(operation)

    def hold(self, array):
        """The number of contents that are saved although no operation has them; None where there is no memory left for them."""
        number = self._keep(array)
        if self._arrays[number] is None:
            return None
        self._held[number] = self._held.get(number, 0) + 1
        return number

    def drop(self, number):
        """Contents that were held need not be saved any more."""
        self._held[number] -= 1
        if self._held[number] == 0:
            del self._held[number]
            self.budget += self._arrays[number].nbytes
            self._arrays[number] = None
            self._contents = {key: kept for key, kept in self._contents.items() if kept != number}

    def forget(self):
        """Contents that are not held are saved no more, and what is seen next is seen anew."""
        for number, array in enumerate(self._arrays):
            if array is not None and number not in self._held:
                self.budget += array.nbytes
                self._arrays[number] = None
        self._contents = {key: number for key, number in self._contents.items() if number in self._held}
        self._at.clear()
        self.scopes.clear()
        self._left_out = 0

    def _value(self, array, fresh, born, keep=True):
        pointer = array.__array_interface__["data"][0]
        key = (pointer, array.shape, array.strides, array.dtype.str)
        known = self._at.get(key)
        sample = _sample(array) if array.nbytes > LARGE else None
        if sample is not None and not fresh and known is not None and known[2] == sample and (known[1] >= 0 or not keep):
            return known[0]
        contents = self._keep(array) if keep else -1
        if not fresh and known is not None and sample is None and known[1] == contents:
            return known[0]
        number = len(self.values)
        self.values.append([pointer, list(array.shape), list(array.strides), contents, -1 if born is None else born])
        self._at[key] = (number, contents, sample)
        return number

    # Contents are copied once, however many values hold them.
    def _keep(self, array):
        flat = ascontiguousarray(array)
        digest = hashlib.blake2b(memoryview(flat.reshape(-1)).cast("B") if flat.size else b"", digest_size=12)
        key = (digest.digest(), array.shape, array.dtype.str)
        number = self._contents.get(key)
        if number is None:
            if flat.nbytes > self.budget:
                self.make_room()
            number = self._contents[key] = len(self._arrays)
            if flat.nbytes <= self.budget:
                self.budget -= flat.nbytes
                self._arrays.append(flat.copy() if flat is array or shares_memory(flat, array) else flat)
            else:
                self._left_out += 1
                self._arrays.append(None)
        return number

    def save(self, path, **said):
        """Writes the tape: one zip with tape.json and the contents, one npy after the other in the order that it names."""
        # The first steps, and the last that was seen of everything else.
        windows = self.windows[:1] + self.windows[1:][-MOST_WINDOWS:]
        used = {number for window in windows for operation in self.operations[window["from"]:window["to"]]
                for number in operation[1] + operation[2] if isinstance(number, int)}
        contents = {self.values[number][3] for number in used} | set(self._held)
        kept = [number for number, array in enumerate(self._arrays) if array is not None and number in contents]
        said.update(kept=kept, values=self.values, operations=self.operations, windows=windows, left_out=self._left_out, scopes=self.scopes,
                    chains=[[list(frame) for frame in chain] for chain in self.places.chains],
                    statements=self.places.statements())
        with zipfile.ZipFile(path + ".part", "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("tape.json", json.dumps(said, default=repr))
            with archive.open("contents", "w") as member:
                for number in kept:
                    np.lib.format.write_array(member, self._arrays[number], allow_pickle=False)
        os.replace(path + ".part", path)


# A few thousand numbers spread over a large array: whatever changes it changes some of them.
def _sample(array):
    step = max(1, array.shape[0] // 64)
    rows = array[::step]
    flat = ascontiguousarray(rows).reshape(-1)
    return hashlib.blake2b(flat[::max(1, flat.size // 4096)].tobytes(), digest_size=12).digest()
