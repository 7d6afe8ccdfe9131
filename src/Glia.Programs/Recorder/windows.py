"""When to record: the first steps, a late one, and evaluations with the step before them. In between products are only counted."""
import time

# An evaluation row by row, or a batch gathered row by row, is some twenty operations a row: 1,000 rows are enough to judge.
MOST_OPERATIONS = 20000
# Late steps are recorded where the number of steps has grown by this factor, so that all of them together cost next to nothing.
GROWTH = 3
# A second look at an evaluation is worth this many seconds of the program, not more.
ENOUGH = 4.0


class Enough(BaseException):
    """Raised within the program once there is nothing more to see."""


class Windows:
    """Opens and closes the recording as the program goes from step to step."""

    def __init__(self, tape, switch, limit):
        self._tape, self._switch, self._limit = tape, switch, limit
        self.recording = False
        self._began = None
        self._known = set()
        self._training = set()
        self._anchor = None
        self._anchors = 0
        self._next_late = 10
        self._expected = None
        self._entered = 0
        self._outside = False
        self._open = None
        self._versions = {}
        self._evaluated = False

    def product(self, place):
        """A product with a two-dimensional operand is about to be made at this place."""
        now = time.monotonic()
        if self._began is None:
            self._began, self._anchor = now, place
            self._start("first")
        if place == self._anchor:
            self._anchors += 1
        if self.recording:
            self._known.add(place)
            if len(self._tape.operations) - self._open["from"] > MOST_OPERATIONS:
                self._stop()
        elif place not in self._known:
            self._known.add(place)
            self._enter()
            self._start("place")
        else:
            self._look(place, now)
        # At the limit a late step is recorded yet; a program whose steps are longer than that is not waited for.
        if now - self._began > self._limit and self._open is None:
            if self._late_enough():
                raise Enough()
            self._start("late")
        elif now - self._began > 1.5 * self._limit:
            raise Enough()

    def versions(self, changed, place):
        """Weights that were changed so many times since the window was opened are about to be multiplied at this place."""
        if self._open is None:
            return
        enough = {"first": 2, "late": 2, "place": 1, "evaluation": 3}[self._open["kind"]]
        if changed >= enough:
            if self._open["kind"] == "first":
                # What was multiplied before the training, such as data that are made up, is no sign of a step.
                self._training, self._anchor, self._anchors = set(self._known), place, changed
            kind = self._open["kind"]
            self._stop()
            if kind == "evaluation" and time.monotonic() - self._began > ENOUGH:
                raise Enough()

    def finish(self):
        """Closes what is open."""
        if self._open is not None:
            self._stop()

    def _late_enough(self):
        return self._tape.windows and self._tape.windows[-1]["kind"] in ("late", "evaluation") \
            and self._tape.windows[-1]["anchors"] * GROWTH > self._anchors

    def _look(self, place, now):
        if place not in self._training:
            if not self._outside:
                self._enter()
        else:
            self._outside = False
        if place != self._anchor:
            return
        if self._expected is not None and self._anchors >= self._expected:
            self._expected = None
            self._start("evaluation")
        elif self._anchors >= self._next_late:
            self._next_late = GROWTH * self._anchors
            self._start("late")

    # Evaluations come at regular distances: the next one is expected as far off as this one was from the one before.
    def _enter(self):
        self._outside = True
        distance = self._anchors - self._entered
        self._entered = self._anchors
        self._expected = self._anchors + distance - 2 if distance > 3 else None

    def _start(self, kind):
        self._open = {"kind": kind, "from": len(self._tape.operations), "anchors": self._anchors,
                      "seconds": round(time.monotonic() - self._began, 3)}
        self.recording = True
        self._switch(True)

    def _stop(self):
        self._open["to"] = len(self._tape.operations)
        self._tape.windows.append(self._open)
        self._open = None
        self.recording = False
        self._switch(False)
