"""What of a change of single numbers is of this step's error, and what is not: a decay, and what earlier steps left, which is their
change, times a momentum."""
# A decay stands so many operations from the change that it is a part of, or nearer.
DEEP = 6


def parts(graph, weight, index, after, keeps, since):
    """What the error of this step adds to a weight, what else is added, where anything is, and what the weight is then; the step's sums
    end with operation `since`."""
    own = kept = 0.0
    number = weight
    while number is not after:
        name, _, operands, answer = graph.operations[index]
        change = operands[1] if operands[0] is number else operands[0]
        sign = -1.0 if name == "subtract" else 1.0
        left = _left_in(graph, change, weight) + _decay_in(graph, change, weight, since) if keeps else 0.0
        own, kept = own + sign * (change - left), kept + sign * left
        number = answer
        index = graph.uses.get(id(number), (index,))[0]
    return own, kept, after


# Of a change what earlier steps left: their change, times a momentum.
def _left_in(graph, change, weight):
    if _is_left(graph, change, weight):
        return change
    made = graph.maker.get(id(change))
    if made is None or graph.operations[made][0] not in ("add", "subtract"):
        return 0.0
    name, _, (one, other), _ = graph.operations[made]
    sign = -1.0 if name == "subtract" else 1.0
    if _is_left(graph, other, weight):
        return sign * other + _left_in(graph, one, weight)
    return one + sign * _left_in(graph, other, weight) if _is_left(graph, one, weight) else 0.0


# What is wanted of a unit is multiplied with nothing, or with what goes into the unit as well.
def _is_left(graph, number, weight):
    made = graph.maker.get(id(number)) if isinstance(number, float) and number != 0 else None
    if made is None or graph.operations[made][0] != "multiply" or not graph.is_apart(number, weight):
        return False
    beside = graph.uses[id(weight)]
    open_ = [number]
    while open_:
        part = open_.pop()
        made = graph.maker.get(id(part), -1) if isinstance(part, float) else -1
        if any(use in beside for use in graph.uses.get(id(part), ())):
            return False
        if made >= beside[0] and graph.operations[made][0] == "multiply":
            open_.extend(graph.operations[made][2])
    return True


# Of a change what is a multiple of the weight itself, beside the gradient.
def _decay_in(graph, change, weight, since, deep=DEEP):
    made = graph.maker.get(id(change), -1) if isinstance(change, float) else -1
    if made <= since or not deep:
        return 0.0
    name, _, operands, _ = graph.operations[made]
    one, other = operands if len(operands) == 2 else (operands[0], 1.0)
    if name == "multiply" and id(other) in graph.tainted:
        one, other = other, one
    if name in ("multiply", "divide"):
        if id(other) in graph.tainted:
            return 0.0
        if one is weight:
            return change
        within = _decay_in(graph, one, weight, since, deep - 1)
        return within * other if name == "multiply" else within / other
    if name in ("add", "subtract"):
        sign = -1.0 if name == "subtract" else 1.0
        return _decay_in(graph, one, weight, since, deep - 1) + sign * _decay_in(graph, other, weight, since, deep - 1)
    return -_decay_in(graph, one, weight, since, deep - 1) if name == "negative" else 0.0
