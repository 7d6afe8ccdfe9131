"""Weights that begin as whole numbers, of which Python has one object each, or as one number: nobody can tell them from others. The first
change makes them numbers of their own."""


def until(graph, changes, first, shared, used):
    """The last operation of the step in which such weights were changed first; None where there is none. `shared` are the changes of
    numbers that are one object, and `used` gives where a number is used as a weight is."""
    places = {graph.operations[index][1] for index, _ in changes.values()}
    became = [index for index, operation in enumerate(graph.operations) if _weight(operation, places) is not None]
    if not became and not shared:
        return None
    met, born, last = _met(graph), {id(answer) for _, answer in shared}, [index for index, _ in shared]
    for index in became:
        name, place, operands, answer = graph.operations[index]
        before = _weight(graph.operations[index], places)
        if any(at != place and met.get((at, before), index) < index for _, at in used(graph, answer)):
            born.add(id(answer))
            last.append(index)
    if not last:
        return None
    return max(last + [index for key, (index, _) in first.items() if key not in born])


# The whole number that is changed.
def _weight(operation, places):
    name, place, operands, _ = operation
    if place not in places or name not in ("add", "subtract"):
        return None
    sides = (0, 1) if name == "add" else (0,)
    return next((operands[side] for side in sides if type(operands[side]) is int and isinstance(operands[1 - side], float)), None)


# Where whole numbers were met first, by place and number.
def _met(graph):
    met = {}
    for index, (name, place, operands, _) in enumerate(graph.operations):
        for part in operands:
            if type(part) is int:
                met.setdefault((place, part), index)
    return met
