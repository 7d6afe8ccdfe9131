"""One number that is a weight, times data of one number a row: the product of a column with a matrix of one number."""
# As it was before anything was put in its place.
from numpy import full


class Single:
    """What a recorder does with such a product; mixed into it."""

    # Watches an array; and what must not give its place in memory to another.
    watch, _kept = None, []

    def numbers(self, thing):
        """The number of a value, of an array or of a number; None where it has none."""
        number = self._operand(thing)
        if not isinstance(number, int) and isinstance(thing, (int, float)):
            return self.tape.scalar(thing)
        return number if isinstance(number, int) else None

    def is_computed(self, value):
        """Whether products had a part in a value that is no weight."""
        source = self._view_of.get(value, value)
        return source in self._made and source not in self._lineage

    def unit(self, rows, weight, parts, place):
        """Records the product of some rows with a weight; `parts` are both and what comes of them. Gives that, watched."""
        array, number, answer = parts
        kernel = full((1, 1), number)
        # No other array may have its place.
        self._kept.append(kernel)
        column = rows if array.ndim == 2 else self._form(rows, array.reshape(-1, 1), place)
        of = self._form(weight, kernel, place)
        self._product([column, of], [array, kernel], place)
        flat = self.tape.result(answer.reshape(-1, 1))
        self.tape.add("dot", [column, of], [flat], place)
        self._follow("dot", [column, of], flat)
        if array.ndim == 1:
            self._form(flat, answer, place)
        return self.watch(answer)

    # The same numbers in another form.
    def _form(self, value, array, place):
        made = self.tape.result(array)
        self.tape.add("reshape", [value], [made], place)
        self._follow("reshape", [value], made)
        return made
