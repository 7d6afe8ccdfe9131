"""When to record: the first steps, a late one, and evaluations with the step before them. In between products are only counted."""
import time

import loops

# What the program itself computes counts, not what else the machine is busy with.
clock = getattr(time, "thread_time", time.monotonic)

# A step whose rows are gathered one by one is twenty to sixty operations a row; an evaluation row by row is judged by some hundred rows.
MOST_OF_A_STEP = 100000
MOST_OF_AN_EVALUATION = 6000
# An evaluation that was expected and does not come within so many steps comes at another time.
MOST_STEPS = 8
# Late steps are recorded where the number of steps has grown by this factor, so that all of them together cost next to nothing.
GROWTH = 3
# What is multiplied before the training, such as a plot of the network as it begins, makes room for the training so many times.
MOST_BEGINNINGS = 8
# A program that was followed for so many seconds, and whose evaluation was seen with the step before it, has shown enough.
ENOUGH = 4.0
# So many times that arrays are made anew show whether that is at regular distances.
MOST_BIRTHS = 32


class Enough(BaseException):
    """Raised within the program once there is nothing more to see."""


class Windows:
    """Opens and closes the recording as the program goes from step to step."""

    def __init__(self, tape, recorder, switch, limit):
        self._tape, self._recorder, self._switch, self._limit = tape, recorder, switch, limit
        self.recording = False
        self._began = None
        self._known = set()
        self._training = set()
        self._anchor = None
        # Whether only vectors were multiplied with vectors yet: where matrices come, the network is in those.
        self._vectors = False
        # How often the first product of the training was made.
        self.anchors = 0
        self._next_late = 10
        self._expected = None
        self._entered = 0
        self._outside = False
        self._open, self._over = None, False
        # Whether weights were seen to change, and how often the recording began anew because they were not.
        self._moved, self._beginnings = False, 0
        # The loops around a step, when they were last looked at, and how many products the training had made then.
        self._loops = self._looked_at = None
        # By the place at which arrays are made: how far the training was each time, up to a number of times.
        self.births = {}

    def made_at(self, place):
        """An array is made at this place."""
        births = self.births.setdefault(place, [])
        if len(births) < MOST_BIRTHS and births[-1:] != [self.anchors]:
            births.append(self.anchors)

    @property
    def began(self):
        """Whether anything was multiplied that could be a network."""
        return self._began is not None

    def product(self, place, matrices):
        """A product is about to be made at this place, of so many matrices, and of vectors for the rest."""
        if self._over or self._recorder.apart or self._tape.places.installed:
            return
        now = clock()
        if self._began is None:
            self._began, self._anchor, self._vectors = now, place, matrices == 0
            self._start("first")
        elif self._vectors and (matrices == 2 or (matrices == 1 and self.recording and not self._moved)):
            self._begin_anew(place, now)
        if place == self._anchor:
            self.anchors += 1
        if self.recording:
            self._known.add(place)
            self._within(place)
        elif place not in self._known:
            self._known.add(place)
            self._enter()
            self._start("place")
        else:
            self._look(place, now)
        # At the limit a late step is recorded yet; a program whose steps are longer than that is not waited for.
        if now - self._began > self._limit and self._open is None:
            if self._late_enough():
                self._end()
            self._start("late")
        elif now - self._began > 1.5 * self._limit:
            self._end()

    def versions(self, changed, place):
        """Weights that were changed so many times since the window was opened are about to be multiplied at this place."""
        if self._open is None:
            return
        self._moved = True
        enough = {"first": 2, "late": 2, "place": 1, "evaluation": MOST_STEPS}[self._open["kind"]]
        if changed >= enough:
            if self._open["kind"] == "first":
                # What was multiplied before the training, such as data that are made up, is no sign of a step.
                self._training, self._anchor, self.anchors = set(self._known), place, changed
                # How far it was before is not known.
                self.births.clear()
            self._stop()

    # What a single unit did before is no part of the network that is made of matrices.
    def _begin_anew(self, place, now):
        self._vectors = self._moved = self._outside = False
        self._tape.windows.clear()
        self._known, self._training = set(), set()
        self._began, self._anchor, self.anchors = now, place, 0
        self._next_late, self._expected, self._entered = 10, None, 0
        self._start("first")

    def make_room(self):
        """Forgets all that was recorded, where no weights were seen to change in it; gives whether it did."""
        if self._moved or self._beginnings == MOST_BEGINNINGS or self._open is None or self._open["kind"] != "first":
            return False
        self._beginnings += 1
        self._tape.forget()
        self._recorder.begin()
        # The operation that is being recorded has operands that were forgotten.
        self._open["from"] = len(self._tape.operations) + 1
        self._began = clock()
        return True

    # An evaluation has been seen whole once the training goes on.
    def _within(self, place):
        opened = self._open
        looks = opened["kind"] in ("place", "evaluation")
        count = len(self._tape.operations) - opened["from"]
        if place not in self._training:
            opened["met"] = True
        if count > (MOST_OF_AN_EVALUATION if looks else MOST_OF_A_STEP):
            if not self.make_room():
                self._stop()
        elif opened["kind"] == "evaluation" and place == self._anchor and "met" in opened:
            self._enter()
            self._outside = False
            self._stop()
        if not self.recording and self._has_met(opened) and clock() - self._began > ENOUGH:
            self._end()

    # Whether an evaluation is in it, and the step before.
    @staticmethod
    def _has_met(window):
        return window["kind"] == "evaluation" and "met" in window

    @property
    def steps(self):
        """How often the first product of the training was made; 0 if it was never told from others."""
        return self.anchors if self._training else 0

    @property
    def planned(self):
        """Where that product is made, and the loops around it as they stood after so many of them."""
        return {"place": self._anchor if self._training else -1, "after": self._looked_at or 0, "loops": self._loops or []}

    def _end(self):
        self._look_around()
        raise Enough()

    # How far a loop has gone says how often it is still to go; what it costs to look is the reading of a file.
    def _look_around(self):
        frame = self._tape.places.frame()
        if frame is not None and self._training:
            self._loops, self._looked_at = loops.around(frame, self._tape.places), self.anchors

    def give_up(self):
        """Forgets what was recorded and records no more: the network is elsewhere."""
        self._open, self._over, self.recording = None, True, False
        self._tape.windows.clear()
        self._switch(False)

    def finish(self):
        """Closes what is open."""
        if self._open is not None:
            self._stop()

    def _late_enough(self):
        return self._tape.windows and self._tape.windows[-1]["kind"] in ("late", "evaluation") \
            and self._tape.windows[-1]["anchors"] * GROWTH > self.anchors

    def _look(self, place, now):
        if place not in self._training:
            if not self._outside:
                self._enter()
            # The rest of a long evaluation is more of the same.
            elif self._has_met(self._tape.windows[-1]) and now - self._began > ENOUGH:
                self._end()
        else:
            self._outside = False
        if place != self._anchor:
            return
        if self._expected is not None and self.anchors >= self._expected:
            self._expected = None
            self._start("evaluation")
        elif self.anchors >= self._next_late:
            self._next_late = GROWTH * self.anchors
            before, at = self._loops, self._looked_at
            self._look_around()
            if self._expected is None:
                self._expected = self._end_of_loop(before, at)
            self._start("late")

    # Whoever evaluates after an epoch does so where a loop around the steps has gone round: of the loops that have moved since they were
    # looked at last, the innermost. Where only its length is known, each step of the first epoch is taken for one of its rounds.
    def _end_of_loop(self, before, at):
        for depth in reversed(range(len(self._loops))):
            now, then = self._loops[depth], (before or [])[depth:depth + 1]
            last = 0
            if now["count"] and now["gone"] is None and all(loop["gone"] == 0 for loop in self._loops[:depth]):
                last = now["count"]
            elif then and now["count"] and then[0]["line"] == now["line"] and (then[0]["gone"] or 0) < (now["gone"] or 0):
                each = (self.anchors - at) / (now["gone"] - (then[0]["gone"] or 0))
                last = self.anchors + int(each * (now["count"] - 1 - now["gone"]))
            if last - 1 > self.anchors:
                return last - 1
        return None

    # Evaluations come at regular distances: the next one is expected as far off as this one was from the one before.
    def _enter(self):
        self._outside = True
        distance = self.anchors - self._entered
        self._entered = self.anchors
        self._expected = self.anchors + distance - 1 if distance > 3 else None

    def _start(self, kind):
        self._open = {"kind": kind, "from": len(self._tape.operations), "anchors": self.anchors,
                      "seconds": round(clock() - self._began, 3)}
        self.recording = True
        self._switch(True)

    def _stop(self):
        self._open["to"] = len(self._tape.operations)
        # An evaluation that did not come where it was expected leaves nothing that late steps do not show.
        if self._open["kind"] != "evaluation" or "met" in self._open:
            self._tape.windows.append(self._open)
        self._open = None
        self.recording = False
        self._switch(False)
