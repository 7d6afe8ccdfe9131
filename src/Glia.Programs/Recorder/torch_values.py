"""Tensors by number: one that is changed in place is another value from then on."""
import weakref

# Larger tensors are kept only where no operation made them: data and weights.
LARGE = 1 << 20


class Values:
    """Numbers for tensors, with shape, type and, once a training has begun, contents."""

    def __init__(self, torch, libraries):
        self._torch, self._libraries = torch, libraries
        self._known = {}
        self._living = {}
        self._parameters = {}
        self._said, self._held = [], []
        self._before = 0
        self.keeping = False

    def operand(self, thing):
        """A tensor as {"t": number}, lists part by part, else the literal or None."""
        if isinstance(thing, self._torch.Tensor):
            return {"t": self.number(thing)}
        if isinstance(thing, (list, tuple)) and len(thing) <= 16:
            return [self.operand(part) for part in thing]
        return literal(thing)

    def number(self, tensor):
        """The number of the value that a tensor holds now."""
        return self._number(tensor, made=False)

    def made(self, tensor):
        """The number of a value that an operation has just made."""
        return self._number(tensor, made=True)

    def is_differentiated(self, thing):
        """Whether a gradient can flow back through it to what it was made of."""
        return isinstance(thing, self._torch.Tensor) and thing.requires_grad and not thing.is_leaf

    def parameters(self):
        """The weights seen so far that still live: what may get a gradient and was made by no operation."""
        return [tensor for tensor in (ref() for ref in self._parameters.values()) if tensor is not None]

    def contents(self, tensor):
        """The number of what a tensor holds; None where there is none or no memory for it."""
        number = self.lasting(tensor)
        self._held.append(number)
        return number

    def forget(self):
        """Makes room for the contents of another training."""
        self._libraries.forget(self._held)
        self._held = []

    def lasting(self, tensor):
        """The same of what outlasts the training, such as the rows of a loader."""
        if tensor is None:
            return None
        tensor = tensor.detach()
        if tensor.is_sparse:
            tensor = tensor.to_dense()
        if str(tensor.dtype) in ("torch.float16", "torch.bfloat16"):
            tensor = tensor.float()
        return self._libraries.keep(tensor.cpu().numpy())

    def keep_living(self):
        """Keeps the contents of what was numbered before the training began and is still there."""
        for number, (ref, version) in list(self._living.items()):
            tensor = ref()
            if tensor is not None and tensor._version == version:
                self._keep(number, tensor, made=False)
        self._living.clear()
        self._before = len(self._said)

    def said(self):
        """The values: shape, type, whether it gets a gradient, whether it is a weight, number of the contents."""
        return self._said

    def _number(self, tensor, made):
        known = self._known.get(id(tensor))
        if known is not None and known[0]() is tensor and known[1] == tensor._version and known[3] == tensor.requires_grad \
                and not self._is_changed(known[2], tensor):
            self._keep_late(known[2], tensor)
            return known[2]
        number = len(self._said)
        ref = weakref.ref(tensor)
        self._known[id(tensor)] = (ref, tensor._version, number, tensor.requires_grad)
        is_weight = tensor.is_leaf and (tensor.requires_grad or isinstance(tensor, self._torch.nn.Parameter))
        if is_weight:
            self._parameters[id(tensor)] = ref
        self._said.append([list(tensor.shape), str(tensor.dtype).replace("torch.", ""), tensor.requires_grad, is_weight, None, id(tensor)])
        if self.keeping:
            self._keep(number, tensor, made)
        else:
            self._living[number] = (ref, tensor._version)
            if len(self._living) > 2048:
                self._living.pop(next(iter(self._living)))
        return number

    # What changes a weight through its data leaves no other trace than its numbers.
    def _is_changed(self, number, tensor):
        said = self._said[number]
        return self.keeping and said[3] and said[4] is not None and self.contents(tensor) != said[4]

    # Of what was numbered before the training only the last is kept with it: rows that a program went through one by one came between.
    def _keep_late(self, number, tensor):
        if self.keeping and number < self._before and self._said[number][4] is None:
            self._keep(number, tensor, made=False)

    def _keep(self, number, tensor, made):
        if not made or tensor.numel() * tensor.element_size() <= LARGE:
            self._said[number][4] = self.contents(tensor)


def literal(thing):
    """A literal as JSON has it; None for everything else."""
    if isinstance(thing, (list, tuple)) and len(thing) <= 16:
        return [literal(part) for part in thing]
    if isinstance(thing, slice):
        return {"slice": [literal(thing.start), literal(thing.stop), literal(thing.step)]}
    return thing if isinstance(thing, (bool, int, float, str)) else None
