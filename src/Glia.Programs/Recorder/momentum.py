"""What of a change of single numbers is of this step, and what earlier steps left: their change, times a momentum."""


def parts(graph, weight, index, after, keeps):
    """What the error of this step adds to a weight, what is added that earlier steps left, where they leave anything, and what the weight
    is then."""
    own = kept = 0.0
    number = weight
    while number is not after:
        name, _, operands, answer = graph.operations[index]
        change = operands[1] if operands[0] is number else operands[0]
        sign = -1.0 if name == "subtract" else 1.0
        left = _left_in(graph, change, weight) if keeps else 0.0
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
