"""What was computed, in order: values that are never changed once they are on the tape, and the operations between them."""
import hashlib
import io
import json
import os
import zipfile

import numpy as np
# As they were before anything was put in their place.
from numpy import ascontiguousarray, shares_memory


class Tape:
    """Values and operations. A value is an array at a place in memory with certain contents; what changes becomes another value."""

    def __init__(self, places, budget):
        self.places = places
        self.budget = budget
        self.values = []
        self.operations = []
        self.windows = []
        self._at = {}
        self._contents = {}
        self._arrays = []
        self._left_out = 0

    def value(self, array, born=None):
        """The number of the value that a plain array holds now; a new one where its memory holds something else than before.
        `born` is the place at which the program made the array."""
        return self._value(array, False, born)

    def result(self, array):
        """The number of a value that an operation has just made."""
        return self._value(array, True, None)

    def add(self, name, operands, results, place, **settings):
        """Adds an operation. Operands and results are numbers of values, or [literal] for what is no array."""
        operation = [name, operands, results, place]
        if settings:
            operation.append(settings)
        self.operations.append(operation)

    def _value(self, array, fresh, born):
        pointer = array.__array_interface__["data"][0]
        key = (pointer, array.shape, array.strides, array.dtype.str)
        contents = self._keep(array)
        known = self._at.get(key)
        if not fresh and known is not None and known[1] == contents:
            return known[0]
        number = len(self.values)
        self.values.append([pointer, list(array.shape), list(array.strides), contents, -1 if born is None else born])
        self._at[key] = (number, contents)
        return number

    # Contents are copied once, however many values hold them.
    def _keep(self, array):
        flat = ascontiguousarray(array)
        digest = hashlib.blake2b(memoryview(flat.reshape(-1)).cast("B") if flat.size else b"", digest_size=12)
        key = (digest.digest(), array.shape, array.dtype.str)
        number = self._contents.get(key)
        if number is None:
            number = self._contents[key] = len(self._arrays)
            if flat.nbytes <= self.budget:
                self.budget -= flat.nbytes
                self._arrays.append(flat.copy() if flat is array or shares_memory(flat, array) else flat)
            else:
                self._left_out += 1
                self._arrays.append(None)
        return number

    def save(self, path, **said):
        """Writes the tape: one zip with tape.json and the contents as npy members."""
        said.update(values=self.values, operations=self.operations, windows=self.windows, left_out=self._left_out,
                    chains=[[list(frame) for frame in chain] for chain in self.places.chains],
                    statements=self.places.statements())
        with zipfile.ZipFile(path + ".part", "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("tape.json", json.dumps(said, default=repr))
            for number, array in enumerate(self._arrays):
                if array is not None:
                    member = io.BytesIO()
                    np.lib.format.write_array(member, array, allow_pickle=False)
                    archive.writestr("%d.npy" % number, member.getvalue())
        os.replace(path + ".part", path)
