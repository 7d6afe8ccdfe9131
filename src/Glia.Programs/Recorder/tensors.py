"""Tensors of a program that computes its gradients itself, without PyTorch's: watched as arrays are, under numpy's names."""
import sys

import numpy as np
# As it was before anything was put in its place.
from numpy import ndarray

import loading
import torch_calls
from array_methods import _key

# PyTorch's names, without the underscores of methods that change their tensor, and numpy's.
NAMES = {"mm": "matmul", "mv": "matmul", "dot": "dot", "matmul": "matmul", "rmatmul": "matmul", "ger": "outer",
         "outer": "outer", "einsum": "einsum", "iadd": "add",
         "sub": "subtract", "isub": "subtract", "rsub": "subtract", "mul": "multiply", "imul": "multiply",
         "div": "divide", "idiv": "divide", "rdiv": "divide", "truediv": "divide", "itruediv": "divide", "rtruediv": "divide",
         "true_divide": "divide", "neg": "negative", "pow": "power", "rpow": "power", "ipow": "power", "abs": "absolute", "clamp": "clip",
         "clamp_min": "maximum", "clamp_max": "minimum", "t": "transpose", "T": "transpose", "mT": "transpose",
         "permute": "transpose", "swapaxes": "transpose", "swapdims": "transpose", "view": "reshape", "view_as": "reshape",
         "reshape_as": "reshape", "flatten": "reshape", "unsqueeze": "expand_dims", "clone": "copy", "to": "astype", "float": "astype",
         "double": "astype", "long": "astype", "type": "astype", "type_as": "astype", "detach": "asarray", "data": "asarray",
         "cpu": "asarray", "contiguous": "asarray", "tensor": "array", "as_tensor": "asarray", "cat": "concatenate", "eq": "equal"}
# Where PyTorch gives the second operand first.
SWAPPED = ("rsub", "rdiv", "rtruediv", "rmatmul", "rpow")
PRODUCTS = ("matmul", "dot", "outer", "einsum", "addmm", "linear")
# Those of Python's own that change what is on the left.
IN_PLACE = ("__iadd__", "__isub__", "__imul__", "__idiv__", "__itruediv__", "__ipow__")


def install(recorder):
    """Watches tensors once the program imports PyTorch; gives back what undoes it."""
    undo = []
    sys.meta_path.insert(0, loading.Hook("torch", lambda torch: undo.append(Tensors(torch, recorder).begin())))
    return lambda: [take_back() for take_back in undo]


def is_product(name):
    """Whether a function of PyTorch's multiplies matrices."""
    bare = name.strip("_")
    return NAMES.get(bare, bare) in PRODUCTS


class Tensors:
    """Takes the operations of tensors down on the tape, as those of the arrays that hold their numbers."""

    def __init__(self, torch, recorder):
        self._torch, self._recorder = torch, recorder
        # Where tensors were made before anything was recorded, by the memory in which they lie.
        self._born = {}
        self._inside = False
        recorder.tape.places.carry_out(torch)

    def begin(self):
        """Watches from now on; gives back what ends it."""
        tensor, watching = self._torch.Tensor, self
        from torch.overrides import TorchFunctionMode

        class Mode(TorchFunctionMode):
            def __torch_function__(self, function, types, args=(), kwargs=None):
                return watching.called(function, args, kwargs or {})

        mode, was = Mode(), tensor.__getitem__
        mode.__enter__()
        # Some versions take x[1:4] without asking a mode.
        tensor.__getitem__ = lambda self, index: watching.called(was, (self, index), {})

        def end():
            del tensor.__getitem__
            mode.__exit__(None, None, None)
        return end

    def called(self, function, args, kwargs):
        """Calls a function of PyTorch's, and records it where the recorder is on."""
        name = torch_calls.name(function)
        if self._inside or name in torch_calls.UNSEEN:
            return function(*args, **kwargs)
        self._inside = True
        try:
            return self._called(name, function, args, kwargs)
        finally:
            self._inside = False

    def _called(self, name, function, args, kwargs):
        recorder = self._recorder
        place = recorder.tape.places.here()
        if recorder.tape.places.installed:
            return function(*args, **kwargs)
        if is_product(name):
            recorder.notice([self._array(part) for part in args if isinstance(part, self._torch.Tensor)][-2:], place)
            recorder.noticed = recorder.on
        if not recorder.on:
            answer = function(*args, **kwargs)
            self._note(answer, place)
            return answer
        if name in ("addmm", "linear"):
            return self._layer(name, function, args, kwargs, place)
        if name == "__setitem__":
            return self._assigned(function, args, place)
        return self._operation(name, function, args, kwargs, place)

    def _operation(self, name, function, args, kwargs, place):
        bare = name.strip("_")
        called = NAMES.get(bare, bare)
        changes = name in IN_PLACE or (name.endswith("_") and not name.endswith("__"))
        settings = {"out": True} if changes else {}
        axis = kwargs.get("dim", kwargs.get("axis"))
        if name == "__getitem__":
            numbers = [self._operand(args[0])] + self._indices(args[1])
            called, settings["index"] = "getitem", self._key(args[1])
        else:
            parts = list(args[::-1] if bare in SWAPPED else args)
            if called in ("sum", "mean", "max", "argmax", "softmax") and axis is None and len(args) > 1 and isinstance(args[1], int):
                axis = args[1]
            numbers = [number for side, part in enumerate(parts) for number in self._operands(part, called, side)]
            if bare != "rpow" and called == "power" and len(args) > 1 and isinstance(args[1], (int, float)) and args[1] == 2:
                called, numbers = "square", numbers[:1]
        if isinstance(axis, int):
            settings["axis"] = axis
        if called in PRODUCTS:
            self._recorder._product(numbers, [self._array(part) for part in args if isinstance(part, self._torch.Tensor)], place)
        answer = function(*args, **kwargs)
        self._add(called, numbers, answer, place, settings)
        return answer

    # A product and what is added to it.
    def _layer(self, name, function, args, kwargs, place):
        if name == "linear":
            data, weights = args[0], args[1] if len(args) > 1 else kwargs["weight"]
            bias = args[2] if len(args) > 2 else kwargs.get("bias")
            kernel = self._add("transpose", [self._operand(weights)], weights.t(), place, {})
        else:
            bias, data, weights = args[:3]
            kernel = self._operand(weights)
        self._recorder._product([self._operand(data), kernel], [self._array(data), self._array(weights)], place)
        answer = function(*args, **kwargs)
        # Kept alive, so that no other tensor has its place.
        product = answer - bias if bias is not None else answer
        self._recorder._kept.append(product)
        number = self._add("matmul", [self._operand(data), kernel], product, place, {})
        if bias is not None:
            self._add("add", [number, self._operand(bias)], answer, place, {})
        return answer

    def _assigned(self, function, args, place):
        whole, index, value = args
        before, given = self._operand(whole), self._operands(value, None, 1) or [["?"]]
        numbers = [before, given[0]] + self._indices(index)
        function(*args)
        made = self._recorder.tape.result(self._array(whole))
        self._recorder.tape.add("setitem", numbers, [made], place, index=self._key(index))
        self._recorder._follow("setitem", numbers[:2], made)

    def _add(self, name, numbers, answer, place, settings):
        parts = answer if isinstance(answer, (tuple, list)) else [answer]
        arrays = [self._array(part) for part in parts if isinstance(part, self._torch.Tensor)]
        recorder = self._recorder
        if not arrays or any(array is None for array in arrays):
            if isinstance(answer, (bool, int, float)):
                recorder.tape.add(name, numbers, [[answer]], place, **settings)
            return None
        made = [recorder.tape.result(array) for array in arrays]
        recorder.tape.add(name, numbers, made, place, **settings)
        for number in made:
            recorder._follow(name, numbers, number)
        return made[0]

    # ---- tensors as arrays

    # The array that lies in the same memory; None of what numpy has no numbers for.
    def _array(self, tensor):
        try:
            array = tensor.detach().numpy()
        except (TypeError, RuntimeError):
            return None
        return array if array.dtype.kind in "fiub" else None

    def _operand(self, tensor):
        array = self._array(tensor)
        if array is None:
            return ["?"]
        return self._recorder.tape.value(array, self._born.get(tensor.data_ptr()))

    def _operands(self, part, name, side):
        if isinstance(part, self._torch.Tensor):
            return [self._operand(part)]
        if isinstance(part, ndarray):
            return [self._recorder._operand(part)]
        if isinstance(part, (list, tuple)):
            return [number for inner in part[:16] for number in self._operands(inner, name, side)]
        if isinstance(part, (int, float)) and not isinstance(part, bool):
            return [self._recorder._literal(part, name, side)]
        return []

    def _indices(self, index):
        return [self._operand(part) for part in (index if isinstance(index, tuple) else (index,)) if isinstance(part, self._torch.Tensor)]

    def _key(self, index):
        def plain(part):
            return np.zeros(1, int) if isinstance(part, self._torch.Tensor) and part.ndim else part
        return _key(tuple(plain(part) for part in index) if isinstance(index, tuple) else plain(index))

    def _note(self, answer, place):
        for part in answer if isinstance(answer, (tuple, list)) else [answer]:
            if isinstance(part, self._torch.Tensor):
                self._born[part.data_ptr()] = place
