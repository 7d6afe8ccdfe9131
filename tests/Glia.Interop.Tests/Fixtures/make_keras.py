#!/usr/bin/env python3
"""Makes the Keras files beside it and what they compute, in float64. Written with h5py 3.7 and numpy 1.24: python3 make_keras.py
The layouts are those that Keras 1.2, 2.3, 2.12 and 3 write; the pictures are not square and have several channels."""
import io
import json
import os
import zipfile
import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
R = np.random.RandomState(7)


def draw(*shape):
    return (R.randn(*shape) * .5).astype("float32")


def conv(x, k, b):
    """NHWC, valid, stride 1."""
    h, w = x.shape[1] - k.shape[0] + 1, x.shape[2] - k.shape[1] + 1
    y = np.zeros((len(x), h, w, k.shape[3]))
    for i in range(h):
        for j in range(w):
            y[:, i, j] = np.tensordot(x[:, i:i + k.shape[0], j:j + k.shape[1]], k, 3)
    return y + b


def pool(x):
    h, w = x.shape[1] // 2, x.shape[2] // 2
    return x[:, :2 * h, :2 * w].reshape(len(x), h, 2, w, 2, x.shape[3]).max((2, 4))


def bn(x, g, b, m, v):
    return g * (x - m) / np.sqrt(v + 1e-3) + b


def relu(x):
    return np.maximum(x, 0)


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def save(name, x, y):
    np.save(os.path.join(HERE, name + "-inputs.npy"), x.astype("float32"))
    np.save(os.path.join(HERE, name + "-outputs.npy"), y)


def legacy(path, config, layers, attributes, training=None, fixed=False):
    """layers: [(layer name, [(weight name, array)])]"""
    text = (lambda s: np.array([t.encode() for t in s])) if fixed else (lambda s: np.array(s, dtype=object))
    with h5py.File(os.path.join(HERE, path), "w") as f:
        f.attrs["model_config"] = json.dumps(config).encode() if fixed else json.dumps(config)
        if training:
            f.attrs["training_config"] = json.dumps(training)
        root = f.create_group("model_weights")
        for key, value in attributes.items():
            f.attrs[key] = value
            root.attrs[key] = value
        root.attrs["layer_names"] = text([n for n, _ in layers])
        for name, weights in layers:
            group = root.create_group(name)
            # An empty list of names is a float64 array, as Keras writes it.
            group.attrs["weight_names"] = text([n for n, _ in weights]) if weights else np.array([])
            for weight, array in weights:
                group.create_dataset(weight, data=array)


def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, "trainable": True, **config}}


# A convolutional network: Keras 2.3, channels last, with an optimizer and a loss.
k, kb, g, b, m, d, db = draw(3, 2, 2, 4), draw(4), draw(4), draw(4), draw(4), draw(2 * 2 * 4, 3), draw(3)
v = np.abs(draw(4)) + .5
x = draw(5, 7, 6, 2)
y = softmax(pool(relu(bn(conv(x, k, kb), g, b, m, v))).reshape(5, -1)[:, :16] @ d + db)
cnn = [("conv/a", [("conv/a/kernel:0", k), ("conv/a/bias:0", kb)]),
       ("norm", [("norm/gamma:0", g), ("norm/beta:0", b), ("norm/moving_mean:0", m), ("norm/moving_variance:0", v)]),
       ("activation", []), ("pool", []), ("flat", []), ("out", [("out/kernel:0", d), ("out/bias:0", db)])]
layers2 = [
    layer("Conv2D", "conv/a", batch_input_shape=[None, 7, 6, 2], filters=4, kernel_size=[3, 2], strides=[1, 1], padding="valid",
          data_format="channels_last", dilation_rate=[1, 1], activation="linear", use_bias=True, dtype="float32",
          kernel_initializer={"class_name": "VarianceScaling",
              "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": None}},
          kernel_constraint=None),
    layer("BatchNormalization", "norm", axis=[3], momentum=.99, epsilon=1e-3, center=True, scale=True),
    layer("Activation", "activation", activation="relu"),
    layer("MaxPooling2D", "pool", pool_size=[2, 2], strides=[2, 2], padding="valid", data_format="channels_last"),
    layer("Flatten", "flat", data_format="channels_last"),
    layer("Dense", "out", units=3, activation="softmax", use_bias=True)]
legacy("keras-2.3.h5", {"class_name": "Sequential", "config": {"name": "sequential", "layers": layers2}}, cnn,
       {"keras_version": "2.3.1", "backend": "tensorflow"},
       {"optimizer_config": {"class_name": "Custom>Adam", "config": {"name": "Adam", "lr": .001, "beta_1": .9, "beta_2": .999, "decay": 0.0,
                                                                      "epsilon": 1e-7, "amsgrad": False}},
        "loss": "sparse_categorical_crossentropy", "metrics": ["acc"]})
save("keras-2.3", x, y)

# The same network with the channels first throughout; Flatten then moves them to the end.
first = json.loads(json.dumps(layers2).replace("channels_last", "channels_first").replace('"axis": [3]', '"axis": 1')
                   .replace("[null, 7, 6, 2]", "[null, 2, 7, 6]"))
legacy("keras-channels-first.h5", {"class_name": "Sequential", "config": {"name": "sequential", "layers": first}}, cnn,
       {"keras_version": "2.3.1", "backend": "tensorflow"})
save("keras-channels-first", x.transpose(0, 3, 1, 2), y)

# Keras 1: a bare list of layers, its own words, fixed strings; hard_sigmoid is clip(0.2 x + 0.5).
w1, b1, w2, b2 = draw(4, 6), draw(6), draw(6, 2), draw(2)
x1 = draw(5, 4) * 4
legacy("keras-1.2.h5", {"class_name": "Sequential", "config": [
    layer("Dense", "dense_1", batch_input_shape=[None, 4], input_dtype="float32", output_dim=6, init="glorot_uniform",
        activation="hard_sigmoid",
          bias=True, W_regularizer={"name": "WeightRegularizer", "l1": 0.0, "l2": .01}, b_regularizer=None, input_dim=4),
    layer("Dropout", "dropout_1", p=.5),
    layer("Dense", "dense_2", output_dim=2, init="normal", activation="linear", bias=True)]},
    [("dense_1", [("dense_1_W:0", w1), ("dense_1_b:0", b1)]), ("dropout_1", []), ("dense_2", [("dense_2_W:0", w2), ("dense_2_b:0", b2)])],
    {"keras_version": "1.2.2"}, fixed=True)
save("keras-1.2", x1, np.clip(.2 * (x1 @ w1 + b1) + .5, 0, 1) @ w2 + b2)


def archive(path, config, version, groups, separator="/"):
    data = io.BytesIO()
    with h5py.File(data, "w") as f:
        for name, arrays in groups:
            group = f.create_group(name.replace("/", separator) + "/vars")
            for i, array in enumerate(arrays):
                group.create_dataset(str(i), data=array)
    with zipfile.ZipFile(os.path.join(HERE, path), "w", zipfile.ZIP_STORED) as z:
        for name, content in (("metadata.json", json.dumps({"keras_version": version})), ("config.json", json.dumps(config)),
                              ("model.weights.h5", data.getvalue())):
            z.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)


def three(kind, name, **config):
    return {"module": "keras.layers", "registered_name": None,
            **layer(kind, name, dtype={"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"},
                "registered_name": None}, **config)}


# Keras 3: groups by class; two Dense, a model in a model, hard_sigmoid is x / 6 + 0.5; a BatchNormalization without beta.
g3, m3, v3 = draw(6), draw(6), np.abs(draw(6)) + .5
inner = {"module": "keras", "class_name": "Sequential", "registered_name": None, "config": {"name": "inner", "layers": [
    three("InputLayer", "i", batch_shape=[None, 6]),
    three("BatchNormalization", "bn", axis=-1, momentum=.9, epsilon=1e-3, center=False, scale=True)]}}
archive("keras-3.keras", {"module": "keras", "class_name": "Sequential", "registered_name": None, "config": {"name": "s", "layers": [
    three("InputLayer", "input", batch_shape=[None, 4], sparse=False, ragged=False),
    three("Dense", "first", units=6, activation="hard_sigmoid", use_bias=True), inner,
    three("Dense", "second", units=2,
        activation={"module": "builtins", "class_name": "function", "config": "linear", "registered_name": "function"},
          use_bias=True, quantization_config=None)], "build_input_shape": [None, 4]},
    "compile_config": {"loss": {"class_name": "function", "config": "mse"}, "optimizer": {"module": "keras.optimizers", "class_name": "SGD",
                       "config": {"name": "SGD", "learning_rate": .1, "momentum": .9, "nesterov": False}, "registered_name": None}}},
                       "3.10.0",
        [("layers/dense", [w1, b1]), ("layers/sequential/layers/batch_normalization", [g3, m3, v3]), ("layers/dense_1", [w2, b2])])
h = np.clip((x1 @ w1 + b1) / 6 + .5, 0, 1)
save("keras-3", x1, (g3 * (h - m3) / np.sqrt(v3 + 1e-3)) @ w2 + b2)

# tf.keras 2.12 under Windows: one group named with backslashes; layers that have arrays are counted twice.
archive("keras-2.12.keras", {"class_name": "Sequential", "config": {"name": "s", "layers": [
    layer("Dense", "first", batch_input_shape=[None, 4], units=6, activation="tanh", use_bias=True, dtype="float32"),
    layer("Dense", "second", units=2, activation="linear", use_bias=True, dtype="float32")]}}, "2.12.0",
        [("_layer_checkpoint_dependencies/dense", [w1, b1]), ("_layer_checkpoint_dependencies/dense_2", [w2, b2])], separator="\\")
save("keras-2.12", x1, np.tanh(x1 @ w1 + b1) @ w2 + b2)

# A recurrent layer of Keras 2.2: gates in the order i, f, c, o, and hard_sigmoid, clip(0.2 x + 0.5), for the recurrent activation.
wk, wr, wb = draw(2, 12), draw(3, 12), draw(12)
xs = draw(5, 4, 2) * 2
h, c = np.zeros((5, 3)), np.zeros((5, 3))
for t in range(4):
    z = xs[:, t] @ wk + h @ wr + wb
    i, f = np.clip(.2 * z[:, :3] + .5, 0, 1), np.clip(.2 * z[:, 3:6] + .5, 0, 1)
    g, o = np.tanh(z[:, 6:9]), np.clip(.2 * z[:, 9:] + .5, 0, 1)
    c = f * c + i * g
    h = o * np.tanh(c)
legacy("keras-lstm.h5", {"class_name": "Sequential", "config": [
    layer("LSTM", "lstm", batch_input_shape=[None, 4, 2], dtype="float32", return_sequences=False, return_state=False, go_backwards=False,
          stateful=False, unroll=False, units=3, activation="tanh", recurrent_activation="hard_sigmoid", use_bias=True,
          unit_forget_bias=True,
          kernel_regularizer=None, dropout=0.0, recurrent_dropout=0.0, implementation=1)]},
       [("lstm", [("lstm/kernel:0", wk), ("lstm/recurrent_kernel:0", wr), ("lstm/bias:0", wb)])],
       {"keras_version": "2.2.4", "backend": "tensorflow"})
save("keras-lstm", xs, h)
