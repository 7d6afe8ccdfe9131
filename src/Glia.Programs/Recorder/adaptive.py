"""Changes that are divided by the root of what was gathered of a gradient's squares, as those of Adam, RMSprop and Adagrad are."""
# So many operations lie between a change and its root, and between that and the square.
MOST = 64
# Through these a share of a square goes into what is gathered.
GATHERS = ("add", "subtract", "multiply", "divide", "maximum")


def gradient(graph, number):
    """The gradient that a change was made of, which is what was squared under its root; None where there is no root, or where it is that
    of several gradients."""
    for index in _before(graph, number, GATHERS + ("negative",)):
        name, _, operands, _ = graph.operations[index]
        if name == "sqrt" or (name == "power" and operands[1] in (0.5, -0.5)):
            squared = {}
            for under in _before(graph, operands[0], GATHERS):
                part = _squared(graph, under)
                if part is not None:
                    squared[id(part)] = part
            return squared.popitem()[1] if len(squared) == 1 else None
    return None


# The operations that a number was made by, nearest first; behind a square lies the network.
def _before(graph, number, through):
    open_, seen = [number], set()
    for part in open_:
        made = graph.maker.get(id(part)) if isinstance(part, float) else None
        if made is None or made in seen or len(seen) == MOST:
            continue
        seen.add(made)
        yield made
        if graph.operations[made][0] in through and _squared(graph, made) is None:
            open_.extend(graph.operations[made][2])


# What is squared: g ** 2, g * g, and c * g * g.
def _squared(graph, index):
    name, _, operands, _ = graph.operations[index]
    if name == "power":
        return operands[0] if operands[1] == 2 and isinstance(operands[0], float) else None
    if name != "multiply" or not isinstance(operands[1], float):
        return None
    made = graph.maker.get(id(operands[0])) if isinstance(operands[0], float) else None
    of_left = graph.operations[made][2] if made is not None and graph.operations[made][0] == "multiply" else ()
    return operands[1] if any(part is operands[1] for part in (operands[0], *of_left)) else None
