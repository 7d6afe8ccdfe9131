"""What a program asks of a library that trains networks: records of it, with the arrays that belong to them."""
import contextlib
import threading

import numpy as np
# As they were before anything was put in their place.
from numpy import asarray

import calls


class Libraries:
    """Records for the tape. Whoever watches a library adds them, and computes apart from what watches numpy."""

    def __init__(self, tape, recorder, switch, seconds):
        self._tape, self._recorder, self._switch, self._seconds = tape, recorder, switch, seconds
        self._timer = None
        self.records = []
        # Whether a library's own arrays were multiplied and no gradient was asked for.
        self.multiplies = False
        # What ends the program at the time limit.
        self.late = None

    @property
    def places(self):
        """The program's lines."""
        return self._tape.places

    def place(self):
        """The number of the chain of the program's lines that are running now."""
        return self._tape.places.here()

    @property
    def began(self):
        """Whether a training began."""
        return self._timer is not None

    def begin(self, anew=False):
        """A training begins, perhaps after another: from now on the program has so many seconds."""
        if anew and self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._timer is None and self.late is not None:
            self._timer = threading.Timer(self._seconds, self.late)
            self._timer.daemon = True
            self._timer.start()

    def keep(self, array):
        """The number of the contents of an array; None where it holds no numbers or there is no memory left for them."""
        array = asarray(array).view(np.ndarray)
        if array.dtype.kind not in "fiub":
            return None
        # Pixels divided by a number are twice as large as they need be.
        if array.dtype == np.float64 and array.nbytes > self._tape.budget:
            array = array.astype(np.float32)
        return self._tape.hold(array if array.dtype.kind != "b" else array.astype(np.uint8))

    def forget(self, numbers):
        """Contents that are needed no more make room for others."""
        for number in numbers:
            if number is not None:
                self._tape.drop(number)

    @contextlib.contextmanager
    def apart(self):
        """What a library computes with numpy is not the program's own network."""
        recorder, was = self._recorder, self._recorder.on
        recorder.apart += 1
        if was:
            self._switch(False)
        try:
            yield
        finally:
            recorder.apart -= 1
            if was and recorder.windows.recording:
                self._switch(True)

    def said(self):
        """The records, with where the calls stand that they name: 'site' of a record is a place and the name of what is called there."""
        for record in self.records:
            for site in _sites(record):
                site.update(calls.find(self._tape.places.chains[site["place"]], site["callee"]))
        return _finite(self.records)


# JSON knows no infinity and no NaN.
def _finite(thing):
    if isinstance(thing, dict):
        return {name: _finite(part) for name, part in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [_finite(part) for part in thing]
    return None if isinstance(thing, float) and not np.isfinite(thing) else thing


def _sites(thing):
    if isinstance(thing, dict):
        if "callee" in thing and "place" in thing:
            yield thing
        thing = list(thing.values())
    if isinstance(thing, list):
        for part in thing:
            for site in _sites(part):
                yield site
