"""What a function of PyTorch's is called, what its arguments are, and how all of them are called by way of the watch."""
import functools

# What tells only of a tensor's form, and what PyTorch does with itself.
UNSEEN = frozenset("shape size dim numel requires_grad grad_fn is_leaf dtype device is_sparse ndim __len__ __repr__ requires_grad_ "
                   "is_contiguous is_floating_point _record_function_enter _record_function_exit data_ptr storage stride "
                   "is_complex is_cuda layout names _version retain_grad register_hook zero_grad __format__ __hash__".split())


def name(function):
    """The name of a function of PyTorch's."""
    called = getattr(function, "__name__", "")
    return getattr(getattr(function, "__self__", None), "__name__", called) if called in ("__get__", "__set__") else called


_signatures = {}


def signature(function):
    """The names of a Python function's arguments; None where it takes them as they come."""
    if function not in _signatures:
        code = getattr(function, "__code__", None)
        simple = code is not None and not code.co_flags & 0x04 and not code.co_flags & 0x08
        _signatures[function] = code.co_varnames[:code.co_argcount] if simple else None
    return _signatures[function]


def clipping(watch, name, was):
    """A function that holds gradients within a limit, watched."""
    def clip(*args, **kwargs):
        watch.clipped(name, args[1] if len(args) > 1 else kwargs.get("max_norm", kwargs.get("clip_value")))
        return watch.unwatched(was, *args, **kwargs)
    return clip


def watch_variables(torch, watch):
    """The old Variable(tensor) gives another tensor and is no function; gives back what undoes the watching."""
    variable = torch.autograd.Variable

    def __new__(cls, *args, **kwargs):
        answer = super(variable, cls).__new__(cls, *args, **kwargs)
        # One that gets a gradient is a weight, and made of nothing.
        if args and isinstance(answer, torch.Tensor) and not answer.requires_grad:
            watch.seen("Variable", args[0], answer)
        return answer

    variable.__new__ = __new__

    def undo():
        del variable.__new__
    return undo


def method(watch, was):
    """A method that some versions call without asking a mode, watched."""
    @functools.wraps(was)
    def __getitem__(tensor, index):
        inside, watch._inside = watch._inside, True
        try:
            if inside or watch._closing:
                return was(tensor, index)
            seen = watch._safely(watch._operands, was, (tensor, index), {})
            answer = was(tensor, index)
            watch._safely(watch._operation, "__getitem__", seen, answer)
            return answer
        finally:
            watch._inside = inside
    return __getitem__


# What makes a tensor of a list.
MAKERS = ("tensor", "as_tensor", "asarray")


def of_lists(torch, name, args, kwargs):
    """The arguments of a call: where parts are watched, a number in a tensor looks like a list to whoever makes tensors of lists."""
    if name not in MAKERS or not args or not isinstance(args[0], (list, tuple)):
        return args, kwargs
    kinds = set()

    def plain(part):
        if isinstance(part, (list, tuple)):
            return [plain(one) for one in part]
        if not isinstance(part, torch.Tensor):
            kinds.add(type(part))
        elif part.dim() == 0:
            kinds.add(part.dtype)
            return part.item()
        return part
    listed = plain(args[0])
    # Of tensors of one kind it is one of their kind.
    if len(args) == 1 and len(kinds) == 1 and isinstance(next(iter(kinds)), torch.dtype):
        kwargs = {"dtype": next(iter(kinds)), **kwargs}
    return (listed,) + args[1:], kwargs


def mode(torch, watch):
    """What has every function on tensors called by way of the watch."""
    from torch.overrides import TorchFunctionMode

    class Mode(TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None):
            return watch.called(function, args, kwargs or {})
    return Mode()
