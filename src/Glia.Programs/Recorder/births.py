"""Where arrays are made anew: weights that are made in each round of a loop begin from nothing each time."""


class Births:
    """Of a window, the arrays that were made in it, and which of them took the place of others that had been changed."""

    def __init__(self):
        self._here, self._last, self._changed = set(), {}, set()

    def note(self, place):
        """An array was made at this place."""
        self._here.add(place)

    def changed(self, value):
        """What came of products changed a value that was multiplied."""
        self._changed.add(value)

    def succeed(self, value, place):
        """A value that was made at a place is multiplied for the first time: how many that were made there had been changed before."""
        if place is None or place not in self._here:
            if place is not None:
                self._last[place] = (value, 0)
            return 0
        before, count = self._last.get(place, (None, 0))
        count += before in self._changed
        self._last[place] = (value, count)
        return count


def of(numbers, operands, computed):
    """The place at which what an operation gives was made: that of its operands, where no product had a part in any of them."""
    born = None
    for number, operand in zip(numbers, operands):
        if isinstance(number, int) and number in computed:
            return None
        if born is None:
            born = getattr(operand, "born", None)
    return born
