"""What numbers were made of, and what they were used for, operation by operation."""
# How far what came before is followed: a sample's way through a network of some hundred weights.
FAR = 20000
# How much is looked at in all: a few seconds' worth.
MOST = 3000000


class Graph:
    """Which operation made a number, and which used it."""

    def __init__(self, operations):
        self.operations = operations
        self.maker = {}
        self.uses = {}
        self._left = MOST
        for index, (name, place, operands, answer) in enumerate(operations):
            self.maker[id(answer)] = index
            for operand in operands:
                if isinstance(operand, float):
                    self.uses.setdefault(id(operand), []).append(index)

    def taint(self, first):
        """Finds what was computed from weights."""
        self.tainted = set(first)
        for _, _, operands, answer in self.operations:
            if any(id(operand) in self.tainted for operand in operands):
                self.tainted.add(id(answer))

    def comes_from(self, number, other):
        """Whether a number was made from another; what was computed before the other was used is not looked at."""
        return self._was_met(number, other) is True

    def is_apart(self, number, other):
        """Whether a number was certainly not made from another."""
        return self._was_met(number, other) is False

    # None: too far to look.
    def _was_met(self, number, other):
        since = self.uses[id(other)][0]
        seen, open_ = set(), [number]
        while open_:
            if len(seen) >= FAR or self._left <= 0:
                return None
            self._left -= 1
            at = open_.pop()
            if at is other:
                return True
            made = self.maker.get(id(at), -1)
            if made < since or made in seen:
                continue
            seen.add(made)
            open_.extend(part for part in self.operations[made][2] if isinstance(part, float))
        return False

    def before(self, number, until=()):
        """All numbers that one was made from, itself first; what is in `until` is not followed."""
        seen, open_ = {}, [number]
        while open_ and len(seen) < FAR:
            at = open_.pop()
            if id(at) in seen:
                continue
            seen[id(at)] = at
            if id(at) in until or id(at) not in self.maker:
                continue
            open_.extend(part for part in self.operations[self.maker[id(at)]][2] if isinstance(part, float))
        return seen


def opposite(graph, number):
    """The number that another is the negative of, or is -1 times; None where it is neither."""
    made = graph.maker.get(id(number)) if isinstance(number, float) else None
    if made is None:
        return None
    name, _, operands, _ = graph.operations[made]
    if name == "negative":
        return operands[0]
    others = [part for part in operands if not (isinstance(part, (int, float)) and part == -1)]
    return others[0] if name == "multiply" and len(others) == 1 else None
