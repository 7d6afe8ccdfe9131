#!/usr/bin/env python3
"""Makes the compiled models beside it and the data to judge them by, with h5py 3.7 and numpy: python3 make_compiled.py.
compiled.h5 is trained here and right; compiled-rate.keras has a learning rate far too high and weights that it has thrown away, and
compiled-new.keras has those weights and a learning rate that is right."""
import io
import json
import os
import zipfile
import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
R = np.random.RandomState(2)
ROWS = 600
y = R.randint(0, 3, ROWS)
x = (np.array([[2, 0, -1, 1], [-1, 2, 1, 0], [0, -2, 1, -2]])[y] + R.randn(ROWS, 4) * .8).astype("float32")
np.savez(os.path.join(HERE, "compiled-data.npz"), x_train=x[:450], y_train=y[:450].astype("int64"), x_test=x[450:],
    y_test=y[450:].astype("int64"))


def start(i, o):
    limit = np.sqrt(6 / (i + o))
    return R.uniform(-limit, limit, (i, o))


w1, b1, w2, b2 = start(4, 16), np.zeros(16), start(16, 3), np.zeros(3)
for _ in range(300):
    h = np.maximum(x[:450] @ w1 + b1, 0)
    z = h @ w2 + b2
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    d = (p - np.eye(3)[y[:450]]) / 450
    e = d @ w2.T * (h > 0)
    for w, g in ((w1, x[:450].T @ e), (b1, e.sum(0)), (w2, h.T @ d), (b2, d.sum(0))):
        w -= .3 * g


def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, "trainable": True, "dtype": "float32", **config}}


glorot = {"class_name": "GlorotUniform", "config": {"seed": None}}
layers = [layer("InputLayer", "input", batch_input_shape=[None, 4], sparse=False),
          layer("Dense", "hidden", units=16, activation="relu", use_bias=True, kernel_initializer=glorot),
          layer("Dense", "out", units=3, activation="softmax", use_bias=True, kernel_initializer=glorot)]
with h5py.File(os.path.join(HERE, "compiled.h5"), "w") as f:
    f.attrs["keras_version"], f.attrs["backend"] = "2.12.0", "tensorflow"
    f.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": layers}})
    f.attrs["training_config"] = json.dumps({
        "loss": {"class_name": "SparseCategoricalCrossentropy", "config": {"reduction": "auto", "name": "sparse_categorical_crossentropy",
                                                                            "from_logits": False, "ignore_class": None, "axis": -1}},
        "metrics": [
            [{"class_name": "MeanMetricWrapper", "config": {"name": "accuracy", "dtype": "float32", "fn": "sparse_categorical_accuracy"}}]],
        "weighted_metrics": None, "loss_weights": None,
        "optimizer_config": {"class_name": "Custom>Adam",
            "config": {"name": "Adam", "weight_decay": None, "clipnorm": None, "global_clipnorm": None,
                             "clipvalue": None, "use_ema": False, "ema_momentum": .99, "ema_overwrite_frequency": None, "jit_compile": True,
                             "is_legacy_optimizer": False, "learning_rate": .009999999776482582, "beta_1": .9, "beta_2": .999,
                             "epsilon": 1e-7,
                             "amsgrad": False}}})
    root = f.create_group("model_weights")
    root.attrs["layer_names"] = np.array(["hidden", "out"], dtype=object)
    for name, k, b in (("hidden", w1, b1), ("out", w2, b2)):
        group = root.create_group(name)
        group.attrs["weight_names"] = np.array([f"{name}/kernel:0", f"{name}/bias:0"], dtype=object)
        group.create_dataset(f"{name}/kernel:0", data=k.astype("float32"))
        group.create_dataset(f"{name}/bias:0", data=b.astype("float32"))


def three(one):
    config = dict(one["config"])
    if "batch_input_shape" in config:
        config["batch_shape"] = config.pop("batch_input_shape")
    return {"module": "keras.layers", "class_name": one["class_name"], "config": config, "registered_name": None}


data = io.BytesIO()
with h5py.File(data, "w") as f:
    for name, arrays in (("dense", (w1 * 0 + 40, b1 * 0 - 900)), ("dense_1", (w2, b2))):
        for i, array in enumerate(arrays):
            f.create_dataset(f"layers/{name}/vars/{i}", data=array.astype("float32"))
for name, rate in (("rate", 100.0), ("new", .1)):
    config = {"module": "keras", "class_name": "Sequential", "registered_name": "Sequential",
              "config": {"name": "s", "trainable": True, "layers": [three(one) for one in layers], "build_input_shape": [None, 4]},
              "compile_config": {"loss": "sparse_categorical_crossentropy", "loss_weights": None, "metrics": ["accuracy"],
                  "weighted_metrics": None,
                                 "run_eagerly": False, "steps_per_execution": 1, "jit_compile": False,
                                 "optimizer": {"module": "keras.optimizers", "class_name": "SGD", "registered_name": None,
                                               "config": {"name": "SGD", "learning_rate": rate, "weight_decay": None, "clipnorm": None,
                                                          "global_clipnorm": None, "clipvalue": None, "use_ema": False, "ema_momentum": .99,
                                                          "ema_overwrite_frequency": None, "loss_scale_factor": None,
                                                          "gradient_accumulation_steps": None, "momentum": .0, "nesterov": False}}}}
    with zipfile.ZipFile(os.path.join(HERE, f"compiled-{name}.keras"), "w", zipfile.ZIP_STORED) as z:
        for member, content in (("metadata.json", json.dumps({"keras_version": "3.10.0"})), ("config.json", json.dumps(config)),
                              ("model.weights.h5", data.getvalue())):
            z.writestr(zipfile.ZipInfo(member, (2026, 1, 1, 0, 0, 0)), content)
