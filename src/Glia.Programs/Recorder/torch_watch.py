"""PyTorch: the functions that a program calls on tensors, its steps, and its batches, in the first steps and in evaluations."""
import collections
import functools
import sys
import weakref

import loading
import loops
import tensors
import torch_calls
import torch_data
import torch_phases
import torch_values
from torch_phases import parameters

# A step of thousands of operations is no step of a network that could be read.
MOST_EVENTS = 20000
MOST_OF_AN_EVALUATION = 4000
# What came right before the first forward pass: where its batch is from.
BEFORE = 400
# Weights that nobody clears show in the second step.
FIRST_STEPS = 2
# What is kept of batches that no loader gives, in bytes, a batch counting this much at least.
MOST_FED, SMALLEST_FED = 64 << 20, 1 << 14
# So many of the last losses tell where a training has come to.
LAST_LOSSES = 32
# An evaluation is looked at again where the number of steps has grown by this factor.
GROWTH = 3


def install(libraries):
    """Watches PyTorch once the program imports it; gives back what undoes it."""
    watch = Watch(libraries)
    sys.meta_path.insert(0, loading.Hook("torch", watch.install))
    return watch.finish


class Watch:
    """What is recorded of a program, and whether it is recorded now."""

    def __init__(self, libraries):
        self.libraries = libraries
        self.values = self.loaders = None
        self._torch = self._mode = None
        self._on = self._inside = False
        self._modules, self._depth = [], 0
        self._sites = weakref.WeakKeyDictionary()
        self._undo = []
        # The training before, as long as no other one has begun.
        self._last = None
        self._phases = torch_phases.Phases()
        self._blank([])

    # As before a training.
    def _blank(self, loaders):
        self.record = {"library": "torch", "events": [], "optimizers": [], "loaders": loaders, "modules": [], "loops": [], "fed": [],
                       "steps": 0, "rates": [], "passes": 0, "losses": [], "before": []}
        self._before = collections.deque(maxlen=BEFORE)
        self._begun = self._closing = False
        self._window, self._from = "first", 0
        self._feeding, self._fed, self._parts = MOST_FED, {}, set()
        self._given = set()
        self._names, self._named = {}, set()
        self._numbers = weakref.WeakKeyDictionary()
        self._passes = 0
        self._losses = collections.deque(maxlen=LAST_LOSSES)
        self._training_places, self._next_look = set(), {}
        self._optimizers = []
        self._phases.begin()

    def install(self, torch):
        """Puts the watch around what PyTorch's modules and optimizers do."""
        self._torch = torch
        self.values = torch_values.Values(torch, self.libraries)
        self.record["version"] = str(torch.__version__)
        self._replace(torch.nn.Module, "__call__", self._module_call)
        self._replace(torch.nn.Module, "__init__", self._module_made)
        self._replace(torch.nn.Module, "load_state_dict", self._loading)
        self._replace(torch.optim.Optimizer, "__init__", self._optimizer_made)
        self._replace(torch.Tensor, "backward", self._passing)
        for name in ("clip_grad_norm_", "clip_grad_value_"):
            self._replace(torch.nn.utils, name, functools.partial(torch_calls.clipping, self, name))
        self._undo += [torch_data.install(torch, self), torch_calls.watch_variables(torch, self)]
        self._mode = torch_calls.mode(torch, self)
        # Some versions take x[1:4] without asking a mode.
        self._part = torch_calls.method(self, torch.Tensor.__getitem__)
        self._switch(True)

    def finish(self):
        """Stops watching, and hands the record on if there was a training."""
        if self._torch is None:
            return
        self._closing = False
        # A mode belongs to the thread that entered it; where the time has run out another one saves, and the process ends with that.
        self._safely(self._switch, False)
        for take_back in reversed(self._undo):
            take_back()
        record = self._whole() if self._begun else self._last and self._last[0]
        if record:
            self.libraries.records.append(record)

    def _whole(self):
        self.record["values"] = self.values.said()
        self.record["losses"] = list(self._losses)
        self.record["short"] = self._in_short()
        self.record["phases"] = self._phases.are_several
        self.record["learned"] = [self.values.number(p) for p in self.values.parameters() if self._phases.had_learned(p)]
        self.record["final"] = [[self.values.contents(p) for p in parameters(optimizer)] for optimizer in self._optimizers]
        return self.record

    # Who has trained, and makes an optimizer of other weights, trains another network: the last one is what the program is about.
    def _begin_anew(self, optimizer):
        known = {id(parameter) for other in self._optimizers for parameter in parameters(other)}
        if not self.record["passes"] or self._depth \
                or any(id(parameter) in known or parameter.grad is not None for parameter in parameters(optimizer)):
            return
        before = self.record["before"] + [self._in_short()]
        self._last = self._whole(), self.values
        self.values = torch_values.Values(self._torch, self.libraries)
        self._blank(self.record["loaders"])
        self.record.update(version=str(self._torch.__version__), before=before)
        self._switch(True)

    # Where its optimizer was made, its steps, its rate and what it moved: whether one training is like another.
    def _in_short(self):
        if not self._optimizers:
            return None
        optimizer = self._optimizers[0]
        return [self.record["optimizers"][0]["site"]["place"], self.record["steps"], float(optimizer.param_groups[0]["lr"]),
                [list(parameter.shape) for parameter in parameters(optimizer)]]

    def _replace(self, where, name, make):
        was = getattr(where, name)
        setattr(where, name, functools.wraps(was)(make(was)))
        self._undo.append(lambda: setattr(where, name, was))

    def _switch(self, on):
        if on != self._on:
            self._on = on
            if on:
                self._mode.__enter__()
                self._torch.Tensor.__getitem__ = self._part
            else:
                del self._torch.Tensor.__getitem__
                self._mode.__exit__(None, None, None)

    # ---- what is computed

    def called(self, function, args, kwargs):
        """Calls a function that takes or gives tensors, and records it."""
        name = torch_calls.name(function)
        args, kwargs = torch_calls.of_lists(self._torch, name, args, kwargs)
        if self._inside or self._closing or name in torch_calls.UNSEEN:
            return function(*args, **kwargs)
        if name == "backward":
            return self._backward(function, args, kwargs)
        # What changes in place is numbered before it is changed.
        seen = self._safely(self._operands, function, args, kwargs)
        answer = function(*args, **kwargs)
        self._safely(self._operation, name, seen, answer)
        # Who never asks for gradients computes them: the time is up for that as well.
        if not self._begun and not self.libraries.multiplies and tensors.is_product(name):
            self.libraries.multiplies = True
            self.libraries.begin()
        return answer

    def clipped(self, name, limit):
        """Gradients are about to be clipped."""
        if self._on:
            self._safely(lambda: self.add(["clip", name, float(limit), self.libraries.place()]))

    def unwatched(self, function, *args, **kwargs):
        """Calls what is PyTorch's own business."""
        inside, self._inside = self._inside, True
        try:
            return function(*args, **kwargs)
        finally:
            self._inside = inside

    def seen(self, name, operand, answer):
        """Something that is no function made a tensor of another one."""
        if self._on and not self._inside and not self._closing:
            self._safely(lambda: self._operation(name, ([self.values.operand(operand)], {}), answer))

    def _operands(self, function, args, kwargs):
        names = torch_calls.signature(function)
        placed, named = list(args), dict(kwargs)
        if names is not None:
            named.update(zip(names, placed))
            placed = []
        return [self.values.operand(part) for part in placed], {key: self.values.operand(part) for key, part in named.items()}

    def _operation(self, name, seen, answer):
        if seen is None:
            return
        placed, named = seen
        made = [part for part in (answer if isinstance(answer, (tuple, list)) else [answer])]
        if not any(isinstance(part, self._torch.Tensor) for part in made) and name != "item":
            return
        event = ["op", name, placed, named, None, self.libraries.place(), list(self._modules), self._torch.is_grad_enabled()]
        if not self._begun and any(self.values.is_differentiated(part) for part in made):
            self._begin()
        event[4] = [self.values.made(part) if isinstance(part, self._torch.Tensor) else None for part in made]
        if name == "__getitem__":
            self._parts.add(event[4][0])
        if name == "item":
            event[4] = [float(answer)]
        self.add(event)

    def _begin(self):
        self._begun = self.values.keeping = True
        self.libraries.begin(anew=self._last is not None or self.libraries.multiplies)
        if self._last is not None:
            self._last[1].forget()
            self._last = None
        self.record["events"].extend(self._before)
        self._before.clear()
        # The operation that begins it all has operands whose contents were not kept yet.
        self.values.keep_living()

    def add(self, event):
        """Adds to the record, or to what may be the way to the first step."""
        if not self._begun:
            self._before.append(event)
            return
        self.record["events"].append(event)
        if len(self.record["events"]) - self._from > (MOST_EVENTS if self._window == "first" else MOST_OF_AN_EVALUATION):
            self._close()

    # Every backward pass, recorded or not, tells how far the training has come.
    def _passing(self, was):
        def backward(tensor, *args, **kwargs):
            if not self._inside:
                self._safely(self._note_loss, tensor)
            return was(tensor, *args, **kwargs)
        return backward

    def _note_loss(self, tensor):
        if tensor.numel() == 1:
            self.record["passes"] += 1
            self._losses.append(float(tensor.detach()))

    def _backward(self, function, args, kwargs):
        event = None
        if self._on and args:
            if not self.record["loops"]:
                self.record["loops"] = self._safely(loops.around, sys._getframe(), self.libraries.places) or []
            event = ["backward", self._safely(self.values.operand, args[0]), self.libraries.place(), self._safely(self._gradients), None]
        self._inside = True
        try:
            answer = function(*args, **kwargs)
        finally:
            self._inside = False
        if event is not None:
            event[4] = self._safely(self._gradients)
            if self._window == "evaluation":
                self._close()
            else:
                self.add(event)
                self._passes += 1
                # Where the program moves the weights itself the next pass shows where they are.
                if not self._optimizers and self._passes > FIRST_STEPS:
                    self._close()
        return answer

    # The gradients of all weights by the number of the weight.
    def _gradients(self):
        found = {}
        for parameter in self.values.parameters():
            found[self.values.number(parameter)] = self.values.contents(parameter.grad)
        return found

    # ---- modules

    def _module_made(self, was):
        def __init__(module, *args, **kwargs):
            was(module, *args, **kwargs)
            self._safely(self._note_site, module)
        return __init__

    # What is loaded was trained by somebody.
    def _loading(self, was):
        def load_state_dict(module, *args, **kwargs):
            answer = was(module, *args, **kwargs)
            self._safely(self._phases.loaded, list(module.parameters()), self._begun)
            return answer
        return load_state_dict

    def _note_site(self, module):
        self._sites[module] = self.libraries.place()

    def _module_call(self, was):
        def __call__(module, *args, **kwargs):
            self._settle()
            outermost, self._depth = self._depth == 0, self._depth + 1
            try:
                if outermost:
                    self._safely(self._entered, sys._getframe(1))
                    if self._feeding:
                        self._safely(self._feed, sys._getframe(1), module, args)
                if not self._on:
                    return was(module, *args, **kwargs)
                self._modules.append(self._safely(self._name_of, module))
                try:
                    return was(module, *args, **kwargs)
                finally:
                    self._modules.pop()
            finally:
                self._depth -= 1
        return __call__

    # Where no loader gives the batches, those that the network and its loss are given are the rows that can be known.
    def _feed(self, frame, module, args):
        place = (frame.f_code, frame.f_lineno)
        if self.record["loaders"] or place not in self._training_places:
            return
        tensors = [part for part in args if isinstance(part, self._torch.Tensor)]
        numbers = [self.values.number(part) for part in tensors] if self._on else []
        # Rows of a tensor are known from there, and a tensor that is given twice is no batch.
        if self._parts.intersection(numbers) or self._given.intersection(numbers):
            self._feeding = 0
            return
        self._given.update(number for number, part in zip(numbers, tensors) if not part.requires_grad)
        self._feeding -= sum(part.numel() * part.element_size() for part in tensors) + SMALLEST_FED
        if self._feeding <= 0:
            self._feeding = 0
            return
        fed = self._fed.get(place + (id(module),))
        if fed is None:
            fed = self._fed[place + (id(module),)] = []
            self.record["fed"].append(fed)
        # What is given again and again, such as all rows at once, need not be kept twice.
        fed.append([self.values.contents(part) if part.is_leaf or not part.requires_grad else None for part in tensors])

    def _entered(self, frame):
        if self._window == "first":
            self._training_places.add((frame.f_code, frame.f_lineno))
        elif not self._on and self._looks(frame):
            self._open(frame)

    # The number of a module among those of the record.
    def _name_of(self, module):
        if not self._modules and id(module) not in self._named:
            self._named.add(id(module))
            self._names.update((id(part), name) for name, part in module.named_modules())
        number = self._numbers.get(module)
        if number is None:
            number = self._numbers[module] = len(self.record["modules"])
            said = {"name": self._names.get(id(module)), "kind": type(module).__name__}
            if module in self._sites:
                said["site"] = {"place": self._sites[module], "callee": type(module).__name__}
            self.record["modules"].append(said)
        return number

    def _looks(self, frame):
        place = (frame.f_code, frame.f_lineno)
        if place in self._training_places or self.record["steps"] < self._next_look.get(place, 0):
            return False
        self._next_look[place] = GROWTH * self.record["steps"]
        return True

    def _open(self, frame):
        self._window, self._from = "evaluation", len(self.record["events"])
        self.record["events"].append(["evaluation", self.record["steps"], frame.f_code.co_filename, frame.f_lineno])
        self.loaders.tell()
        self._switch(True)

    # The mode cannot be left while it is in the middle of a call.
    def _close(self):
        self._window, self._closing = None, True

    def _settle(self):
        if self._closing:
            self._closing = False
            self._switch(False)

    # ---- optimizers

    def _optimizer_made(self, was):
        def __init__(optimizer, *args, **kwargs):
            was(optimizer, *args, **kwargs)
            self._safely(self._watch_optimizer, optimizer)
        return __init__

    def _watch_optimizer(self, optimizer):
        kind = type(optimizer)
        self._begin_anew(optimizer)
        self._phases.made(optimizer)
        self._optimizers.append(optimizer)
        self.record["optimizers"].append({
            "kind": kind.__name__, "module": kind.__module__,
            "site": {"place": self.libraries.place(), "callee": kind.__name__}})
        if "step" in vars(kind) and not getattr(kind.step, "watched", False):
            self._replace(kind, "step", self._step)
            kind.step.watched = True

    def _step(self, was):
        def step(optimizer, *args, **kwargs):
            if self._inside:
                return was(optimizer, *args, **kwargs)
            self._settle()
            # What a closure computes is the program's, and the gradients are there once it was called.
            told = []
            if args and callable(args[0]):
                args = (self._apart(args[0], optimizer, told),) + args[1:]
            elif callable(kwargs.get("closure")):
                kwargs["closure"] = self._apart(kwargs["closure"], optimizer, told)
            else:
                told.append(self._told(optimizer))
            self._inside = True
            try:
                answer = was(optimizer, *args, **kwargs)
            finally:
                self._inside = False
            event = told[0] if told else None
            self._safely(self._after_step, optimizer, event)
            return answer
        return step

    def _apart(self, closure, optimizer, told):
        @functools.wraps(closure)
        def call(*args, **kwargs):
            inside, self._inside = self._inside, False
            try:
                return closure(*args, **kwargs)
            finally:
                if not told:
                    told.append(self._told(optimizer))
                self._inside = inside
        return call

    def _told(self, optimizer):
        return self._safely(self._before_step, optimizer) if self._on and self._begun else None

    def _before_step(self, optimizer):
        moved = parameters(optimizer)
        return ["step", self._optimizers.index(optimizer), [self.values.number(p) for p in moved],
                [self.values.contents(p.grad) for p in moved], None, self.libraries.place(),
                [{key: torch_values.literal(value) for key, value in group.items() if key != "params"}
                 for group in optimizer.param_groups]]

    def _after_step(self, optimizer, event):
        rate = float(optimizer.param_groups[0]["lr"])
        rates = self.record["rates"]
        leads = self._phases.stepped(optimizer, not self.record["steps"])
        if leads and (not rates or rates[-1][1] != rate) and len(rates) < MOST_EVENTS:
            rates.append([self.record["steps"], rate])
        if leads:
            self.record["steps"] += 1
        if self._window == "evaluation":
            self._close()
            self._settle()
        elif event is not None:
            event[4] = [self.values.number(p) for p in parameters(optimizer)]
            self.add(event)
            if self.record["steps"] >= FIRST_STEPS:
                self._close()
                self._settle()

    # Nothing that goes wrong while watching reaches the program.
    def _safely(self, function, *args):
        was, self._inside = self._inside, True
        try:
            return function(*args)
        except Exception as error:
            self.record.setdefault("slips", []).append(repr(error)[:200])
            return None
        finally:
            self._inside = was
