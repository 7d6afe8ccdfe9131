"""Which weights had learned something before a training of PyTorch, and whether it goes on with the weights that it began with."""
import weakref


class Phases:
    """Of one training after the other: what optimizers move, and what was loaded."""

    def __init__(self):
        # By identity, as long as they live.
        self._learned = {}
        self.begin()

    def begin(self):
        """A training may begin: what was moved or loaded so far was trained before."""
        self._before = dict(self._learned)
        # The weights of its first optimizer, and the optimizers that move the same.
        self._led, self._leading = None, weakref.WeakSet()
        self.are_several = False

    def made(self, optimizer):
        """An optimizer was made."""
        moved = _identities(optimizer)
        if self._led is None:
            self._led = moved
        if moved == self._led:
            self._leading.add(optimizer)

    def loaded(self, parameters, begun):
        """Weights were loaded, before the training or in it."""
        self._learn(parameters)
        if not begun:
            self._before = dict(self._learned)

    def stepped(self, optimizer, is_first):
        """An optimizer has made a step, the first one of its training or not; gives whether it is a step of the training."""
        leads, moved = optimizer in self._leading, _identities(optimizer)
        # Until then it may be given more weights.
        if leads and is_first:
            self._led = moved
            self._learn(parameters(optimizer))
        # Weights that are moved together with others than before, or without some, are in another phase.
        self.are_several |= moved != self._led and (leads or bool(moved & self._led))
        return leads

    def had_learned(self, parameter):
        """Whether a weight was trained, or loaded, before the training."""
        ref = self._before.get(id(parameter))
        return ref is not None and ref() is parameter

    def _learn(self, moved):
        self._learned.update((id(parameter), weakref.ref(parameter)) for parameter in moved)


def parameters(optimizer):
    """The weights that an optimizer moves."""
    return [parameter for group in optimizer.param_groups for parameter in group["params"]]


def _identities(optimizer):
    return {id(parameter) for parameter in parameters(optimizer)}
