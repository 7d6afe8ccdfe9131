"""Keras through the documented interface of Model: what it is compiled with, what it is fitted to, and what it answers."""
import functools
import json
import sys
import weakref

import numpy as np
# As they were before anything was put in their place.
from numpy import asarray

import loading

# Keras under the names that it is installed as; tensorflow.keras is one of them.
NAMES = ("keras", "tf_keras")
# Answers that are kept to hold what was read against them.
MOST_ROWS = 64


def install(libraries):
    """Watches Keras once the program imports it; gives back what undoes it."""
    undo = []
    for name in NAMES:
        sys.meta_path.insert(0, loading.Hook(name, lambda module: Watch(libraries, module, undo)))
    return lambda: [take_back() for take_back in reversed(undo)]


class Watch:
    """Notes the lines at which layers are made, and records each fit."""

    def __init__(self, libraries, keras, undo):
        self._libraries, self._undo = libraries, undo
        self._sites, self._compiled = weakref.WeakKeyDictionary(), weakref.WeakKeyDictionary()
        self._put(keras.Model, "compile", self._compile)
        self._put(keras.Model, "fit", self._fit)
        self._put(keras.Model, "predict", self._predict)
        self._put(keras.Model, "evaluate", self._evaluate)
        self._put(keras.layers.Layer, "__init__", self._made)

    def _put(self, kind, name, call):
        own, was = name in vars(kind), getattr(kind, name)

        @functools.wraps(was)
        def method(self, *args, **kwargs):
            return call(was, self, args, kwargs)
        setattr(kind, name, method)
        self._undo.append(lambda: setattr(kind, name, was) if own else delattr(kind, name))

    def _made(self, was, layer, args, kwargs):
        answer = was(layer, *args, **kwargs)
        self._safely(self._note, layer)
        return answer

    def _note(self, layer):
        self._sites[layer] = {"place": self._libraries.place(), "callee": type(layer).__name__}

    def _compile(self, was, model, args, kwargs):
        answer = was(model, *args, **kwargs)
        self._safely(self._note_compile, model, args, kwargs)
        return answer

    def _note_compile(self, model, args, kwargs):
        loss = kwargs.get("loss", args[1] if len(args) > 1 else None)
        self._compiled[model] = {"loss": _described(loss), "site": {"place": self._libraries.place(), "callee": "compile"}}

    def _fit(self, was, model, args, kwargs):
        with self._libraries.apart():
            record = self._safely(self._begun, model, args, kwargs)
            answer = was(model, *args, **kwargs)
            if record is not None:
                record["finished"] = True
            return answer

    def _begun(self, model, args, kwargs):
        libraries = self._libraries
        libraries.begin()
        for record in [record for record in libraries.records if record["library"] == "keras"]:
            libraries.records.remove(record)
        given = dict(zip(("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data", "shuffle",
                          "class_weight", "sample_weight"), args))
        given.update(kwargs)
        compiled = self._compiled.get(model, {})
        record = {"library": "keras", "model": json.loads(model.to_json()), "loss": compiled.get("loss"),
                  "optimizer": _described(model.optimizer), "x": self._keep(given.get("x")), "y": self._keep(given.get("y")),
                  "settings": {name: given[name] for name in ("batch_size", "epochs", "validation_split", "shuffle", "steps_per_epoch")
                               if isinstance(given.get(name), (int, float, bool))},
                  "callbacks": [type(one).__name__ for one in given.get("callbacks") or []],
                  "weighted": [name for name in ("class_weight", "sample_weight") if given.get(name) is not None],
                  "fit": {"place": libraries.place(), "callee": "fit"},
                  "layers": [self._layer(layer) for layer in model.layers], "answers": []}
        if "site" in compiled:
            record["compile"] = compiled["site"]
        validation = given.get("validation_data")
        if isinstance(validation, (tuple, list)) and len(validation) >= 2:
            record["validation"] = [self._keep(validation[0]), self._keep(validation[1])]
        libraries.records.append(record)
        return record

    def _layer(self, layer):
        said = {"name": layer.name, "weights": [self._keep(part) for part in layer.get_weights()]}
        if layer in self._sites:
            said["site"] = dict(self._sites[layer])
        return said

    def _predict(self, was, model, args, kwargs):
        with self._libraries.apart():
            answer = was(model, *args, **kwargs)
            self._safely(self._answered, model, args[0] if args else kwargs.get("x"), answer)
            return answer

    def _answered(self, model, x, answer):
        records = [record for record in self._libraries.records if record["library"] == "keras"]
        if records:
            records[-1]["answers"] = [{"x": self._keep(asarray(x)[:MOST_ROWS]), "outputs": self._keep(asarray(answer)[:MOST_ROWS]),
                                       "weights": [[self._keep(part) for part in layer.get_weights()] for layer in model.layers]}]

    def _evaluate(self, was, model, args, kwargs):
        with self._libraries.apart():
            answer = was(model, *args, **kwargs)
            given = dict(zip(("x", "y"), args), **kwargs)
            self._safely(self._judged, given.get("x"), given.get("y"))
            return answer

    def _judged(self, x, y):
        records = [record for record in self._libraries.records if record["library"] == "keras"]
        if records and x is not None and y is not None:
            records[-1]["test"] = [self._keep(x), self._keep(y)]

    # Arrays, and what can be made one; generators and data sets are not asked for their rows.
    def _keep(self, data):
        if data is None or not (hasattr(data, "shape") or isinstance(data, (list, tuple))):
            return None
        array = asarray(data)
        return self._libraries.keep(array.view(np.ndarray))

    # Nothing that goes wrong while watching reaches the program.
    @staticmethod
    def _safely(function, *args):
        try:
            return function(*args)
        except Exception:
            return None


# A name as it is; an object as its class and settings; a function of Keras' as its name.
def _described(thing):
    if thing is None or isinstance(thing, str):
        return thing
    if hasattr(thing, "get_config"):
        config = thing.get_config()
        return {"class_name": type(thing).__name__, "config": {
            name: _plain(value) for name, value in config.items()
            if name not in ("name", "fn", "dtype", "jit_compile", "is_legacy_optimizer")}}
    return thing.__name__ if getattr(thing, "__module__", "").split(".")[0] in NAMES else None


def _plain(value):
    if hasattr(value, "item"):
        return value.item()
    return value if isinstance(value, (bool, int, float, str, type(None), dict, list)) else repr(value)
