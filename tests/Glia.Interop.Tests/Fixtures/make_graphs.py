#!/usr/bin/env python3
"""Makes the networks beside it whose layers branch or read sequences, and what they compute: ONNX by torch 1.13, Keras' files with h5py
3.7, their answers in float64 by numpy: python3 make_graphs.py. Pictures are not square and have several channels."""
import io
import json
import os
import zipfile
import h5py
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
R = np.random.RandomState(11)
torch.manual_seed(5)


def draw(*shape):
    return (R.randn(*shape) * .5).astype("float32")


def save(name, x, y):
    np.save(os.path.join(HERE, name + "-inputs.npy"), np.asarray(x, "float32"))
    np.save(os.path.join(HERE, name + "-outputs.npy"), np.asarray(y, "float64"))


class Branches(nn.Module):
    """A residual block, parts side by side, a gate for each channel, a skip around an activation that is taken apart, a difference."""

    def __init__(self):
        super().__init__()
        self.stem, self.norm = nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4)
        self.a, self.b = nn.Conv2d(4, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)
        self.left, self.right = nn.Conv2d(4, 3, 1), nn.Conv2d(4, 2, (3, 1), padding=(1, 0))
        self.squeeze, self.excite = nn.Linear(5, 3), nn.Linear(3, 5)
        self.out, self.last = nn.Linear(5 * 3 * 3, 6), nn.Linear(6, 2)

    def forward(self, x):
        x = torch.relu(self.norm(self.stem(x)))
        x = torch.relu(x + self.b(torch.relu(self.a(x))))
        x = torch.cat([self.left(x), self.right(x)], 1)
        gate = torch.sigmoid(self.excite(torch.relu(self.squeeze(x.mean((2, 3))))))
        x = F.max_pool2d(x * gate[:, :, None, None], 2).flatten(1)
        h = self.out(x)
        h = h + F.silu(h)
        return self.last(h - torch.tanh(h))


def onnx(name, model, x, opset):
    model = model.eval()
    torch.onnx.export(model, x, os.path.join(HERE, name + ".onnx"), opset_version=opset, input_names=["x"], output_names=["y"],
                      dynamic_axes={"x": {0: "n"}, "y": {0: "n"}})
    save(name, x.numpy(), model(x).detach().double().numpy())


branches = Branches()
for weights in branches.parameters():
    weights.data.mul_(2)
branches.norm.running_mean.normal_()
branches.norm.running_var.uniform_(.5, 2)
onnx("onnx-branches", branches, torch.randn(3, 2, 7, 6), 13)


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.out = nn.Embedding(9, 4), nn.Linear(4, 2)

    def forward(self, x):
        return self.out(self.table(x).mean(1))


onnx("onnx-words", Words(), torch.randint(0, 9, (5, 6)), 13)


# Keras: names of layers, their arrays, and how they are connected.
def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, "trainable": True, **config}}


def three(kind, name, **config):
    return {"module": "keras.layers", "registered_name": None, **layer(kind, name, dtype="float32", **config)}


def tensor(name):
    return {"class_name": "__keras_tensor__", "config": {"shape": None, "dtype": "float32", "keras_history": [name, 0, 0]}}


def functional(layers, first, last, new):
    """layers: [(layer, names of what it takes)]"""
    made = []
    for one, sources in layers:
        one = dict(one, name=one["config"]["name"])
        if not sources:
            one["inbound_nodes"] = []
        elif new:
            args = [tensor(s) for s in sources]
            one["inbound_nodes"] = [{"args": args if len(args) == 1 else [args], "kwargs": {}}]
        else:
            one["inbound_nodes"] = [[[s, 0, 0, {}] for s in sources]]
        made.append(one)
    config = {"name": "m", "trainable": True, "layers": made, "input_layers": [[first, 0, 0]], "output_layers": [[last, 0, 0]]}
    return {"class_name": "Functional" if new else "Model", "config": config}


def archive(path, config, groups):
    data = io.BytesIO()
    with h5py.File(data, "w") as f:
        for name, arrays in groups:
            group = f.create_group(name + "/vars")
            for i, array in enumerate(arrays):
                group.create_dataset(str(i), data=array)
    with zipfile.ZipFile(os.path.join(HERE, path), "w", zipfile.ZIP_STORED) as z:
        for name, content in (("metadata.json", json.dumps({"keras_version": "3.10.0"})), ("config.json", json.dumps(config)),
                              ("model.weights.h5", data.getvalue())):
            z.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)


def legacy(path, config, layers, version):
    with h5py.File(os.path.join(HERE, path), "w") as f:
        f.attrs["model_config"], f.attrs["keras_version"], f.attrs["backend"] = json.dumps(config), version, "tensorflow"
        root = f.create_group("model_weights")
        root.attrs["layer_names"] = np.array([n for n, _ in layers], dtype=object)
        for name, weights in layers:
            group = root.create_group(name)
            group.attrs["weight_names"] = np.array([n for n, _ in weights], dtype=object) if weights else np.array([])
            for weight, array in weights:
                group.create_dataset(weight, data=array)


def conv(x, k, b):
    """NHWC, same, stride 1."""
    top, left = (k.shape[0] - 1) // 2, (k.shape[1] - 1) // 2
    x = np.pad(x.astype("float64"), ((0, 0), (top, k.shape[0] - 1 - top), (left, k.shape[1] - 1 - left), (0, 0)))
    h, w = x.shape[1] - k.shape[0] + 1, x.shape[2] - k.shape[1] + 1
    y = np.zeros((len(x), h, w, k.shape[3]))
    for i in range(h):
        for j in range(w):
            y[:, i, j] = np.tensordot(x[:, i:i + k.shape[0], j:j + k.shape[1]], k, 3)
    return y + b


def relu(x):
    return np.maximum(x, 0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# Keras 3: a residual block, parts side by side, a gate for each channel by a Multiply that repeats it, a model as a branch.
ka, ba, kb, bb, kc, bc = draw(3, 3, 2, 4), draw(4), draw(3, 2, 4, 4), draw(4), draw(1, 1, 4, 2), draw(2)
d1, e1, d2, e2 = draw(6, 6), draw(6), draw(7 * 6 * 6, 3), draw(3)
x = draw(3, 7, 6, 2)
window = dict(strides=[1, 1], padding="same", data_format="channels_last", dilation_rate=[1, 1], groups=1, use_bias=True)
gate = {"module": "keras", "class_name": "Sequential", "registered_name": None, "config": {"name": "gate", "layers": [
    three("InputLayer", "i", batch_shape=[None, 7, 6, 6]),
    three("GlobalAveragePooling2D", "gap", data_format="channels_last", keepdims=False),
    three("Dense", "gd", units=6, activation="sigmoid", use_bias=True), three("Reshape", "gr", target_shape=[1, 1, 6])]}}
archive("keras-branches.keras", functional([
    (three("InputLayer", "input", batch_shape=[None, 7, 6, 2]), []),
    (three("Conv2D", "a", filters=4, kernel_size=[3, 3], activation="relu", **window), ["input"]),
    (three("Conv2D", "b", filters=4, kernel_size=[3, 2], activation="relu", **window), ["a"]),
    (three("Add", "sum"), ["b", "a"]),
    (three("Conv2D", "c", filters=2, kernel_size=[1, 1], activation="linear", **window), ["a"]),
    (three("Concatenate", "side", axis=-1), ["sum", "c"]),
    (gate, ["side"]),
    (three("Multiply", "gated"), ["side", "gate"]),
    (three("Flatten", "flat", data_format="channels_last"), ["gated"]),
    (three("Dense", "out", units=3, activation="linear", use_bias=True), ["flat"])], "input", "out", True),
    [("layers/conv2d", [ka, ba]), ("layers/conv2d_1", [kb, bb]), ("layers/conv2d_2", [kc, bc]),
        ("layers/sequential/layers/dense", [d1, e1]),
     ("layers/dense", [d2, e2])])
a = relu(conv(x, ka, ba))
side = np.concatenate([relu(conv(a, kb, bb)) + a, conv(a, kc, bc)], -1)
gated = side * sigmoid(side.mean((1, 2)) @ d1 + e1)[:, None, None]
save("keras-branches", x, gated.reshape(3, -1) @ d2 + e2)

# Keras 2, channels first: a Concatenate along the channels, a difference, a mean.
d3, e3 = draw(6 * 7 * 6, 2), draw(2)
first = dict(window, data_format="channels_first")
legacy("keras-branches-first.h5", functional([
    (layer("InputLayer", "input", batch_input_shape=[None, 2, 7, 6], dtype="float32", sparse=False), []),
    (layer("Conv2D", "a", filters=4, kernel_size=[3, 3], activation="relu", **first), ["input"]),
    (layer("Conv2D", "b", filters=4, kernel_size=[3, 2], activation="relu", **first), ["a"]),
    (layer("Subtract", "less"), ["b", "a"]),
    (layer("Average", "mean"), ["less", "b", "a"]),
    (layer("Conv2D", "c", filters=2, kernel_size=[1, 1], activation="linear", **first), ["a"]),
    (layer("Concatenate", "side", axis=1), ["mean", "c"]),
    (layer("Flatten", "flat", data_format="channels_last"), ["side"]),
    (layer("Dense", "out", units=2, activation="linear", use_bias=True), ["flat"])], "input", "out", False),
    [("input", []), ("a", [("a/kernel:0", ka), ("a/bias:0", ba)]), ("b", [("b/kernel:0", kb), ("b/bias:0", bb)]), ("less", []),
        ("mean", []),
     ("c", [("c/kernel:0", kc), ("c/bias:0", bc)]), ("side", []), ("flat", []), ("out", [("out/kernel:0", d3), ("out/bias:0", e3)])],
     "2.3.1")
b = relu(conv(a, kb, bb))
side = np.concatenate([((b - a) + b + a) / 3, conv(a, kc, bc)], -1)
save("keras-branches-first", x.transpose(0, 3, 1, 2), side.transpose(0, 3, 1, 2).reshape(3, -1) @ d3 + e3)


# Sequences. At a step that is masked the state stays.
def steps(x, mask, units, step, back=False):
    order = range(x.shape[1] - 1, -1, -1) if back else range(x.shape[1])
    state, out = [np.zeros((len(x), units)), np.zeros((len(x), units))], np.zeros((len(x), x.shape[1], units))
    for t in order:
        new = step(x[:, t], *state)
        state = [np.where(mask[:, t, None], n, s) for n, s in zip(new, state)]
        out[:, t] = state[0]
    return out, state[0]


def lstm(k, r, b, gate=sigmoid):
    u = r.shape[0]

    def step(x, h, c):
        z = x @ k + h @ r + b
        i, f, g, o = gate(z[:, :u]), gate(z[:, u:2 * u]), np.tanh(z[:, 2 * u:3 * u]), gate(z[:, 3 * u:])
        c = f * c + i * g
        return o * np.tanh(c), c
    return step


def gru(k, r, b):
    u = r.shape[0]

    def step(x, h, unused):
        s, t = x @ k + b[0], h @ r + b[1]
        z, reset = sigmoid(s[:, :u] + t[:, :u]), sigmoid(s[:, u:2 * u] + t[:, u:2 * u])
        return z * h + (1 - z) * np.tanh(s[:, 2 * u:] + reset * t[:, 2 * u:]), unused
    return step


def cell(kind, name, **config):
    return three(kind, name, activation="tanh", use_bias=True, dropout=0.0, return_state=False, stateful=False, unroll=False,
                 kernel_constraint=None, **config)


table = draw(7, 4)
f, g = [draw(4, 12), draw(3, 12), draw(12)], [draw(4, 12), draw(3, 12), draw(12)]
q = [draw(6, 6), draw(2, 6), draw(2, 6)]
d4, e4 = draw(2, 2), draw(2)
words = R.randint(1, 7, (5, 6))
words[1, 3:] = words[2, :2] = words[4, 5:] = 0
sequence = [
    three("InputLayer", "input", batch_shape=[None, 6]),
    three("Embedding", "embedding", input_dim=7, output_dim=4, mask_zero=True, embeddings_initializer="uniform", lora_rank=None),
    three("SpatialDropout1D", "drop", rate=.2, noise_shape=None, seed=None),
    three("Bidirectional", "both", merge_mode="concat",
          layer=cell("LSTM", "forward_lstm", units=3, recurrent_activation="sigmoid", return_sequences=True, go_backwards=False,
              unit_forget_bias=True,
                     recurrent_dropout=.1),
          backward_layer=cell("LSTM", "backward_lstm", units=3, recurrent_activation="sigmoid", return_sequences=True, go_backwards=True,
                              unit_forget_bias=True, recurrent_dropout=.1)),
    cell("GRU", "gru", units=2, recurrent_activation="sigmoid", return_sequences=False, go_backwards=False, reset_after=True,
        recurrent_dropout=0.0),
    three("Dense", "out", units=2, activation="linear", use_bias=True)]
mask = words != 0
v = table[words].astype("float64")
both = np.concatenate([steps(v, mask, 3, lstm(*f))[0], steps(v, mask, 3, lstm(*g), back=True)[0]], -1)
answer = steps(both, mask, 2, gru(*q))[1] @ d4 + e4
archive("keras-sequences.keras", {"class_name": "Sequential", "module": "keras", "config": {"name": "s", "layers": sequence}},
        [("layers/embedding", [table]), ("layers/bidirectional/forward_layer/cell", f), ("layers/bidirectional/backward_layer/cell", g),
         ("layers/gru/cell", q), ("layers/dense", [d4, e4])])
save("keras-sequences", words, answer)
legacy("keras-sequences.h5", {"class_name": "Sequential", "config": {"name": "s", "layers": sequence}},
       [("embedding", [("embedding/embeddings:0", table)]), ("drop", []),
        ("both", [(f"both/{way}_lstm/{n}:0", w) for way, own in (("forward", f), ("backward", g)) for n, w
            in zip(("kernel", "recurrent_kernel", "bias"), own)]),
        ("gru", [("gru/kernel:0", q[0]), ("gru/recurrent_kernel:0", q[1]), ("gru/bias:0", q[2])]),
        ("out", [("out/kernel:0", d4), ("out/bias:0", e4)])], "3.10.0")

# Layers for NVIDIA's cuDNN, of Keras 2: kernels turned round gate by gate, two biases after each other.
def turned(k, gates):
    return np.hstack([part.T.reshape(part.shape) for part in np.hsplit(k, gates)])


def crossed(k, gates):
    return np.hstack([part.T for part in np.hsplit(k, gates)])


bias = draw(24)
legacy("keras-cudnn.h5", {"class_name": "Sequential", "config": {"name": "s", "layers": [
    layer("CuDNNLSTM", "a", batch_input_shape=[None, 6, 4], units=3, return_sequences=True, return_state=False, go_backwards=False,
        stateful=False,
          unit_forget_bias=True),
    layer("CuDNNGRU", "b", units=2, return_sequences=False, return_state=False, go_backwards=False, stateful=False)]}},
    [("a", [("a/kernel:0", turned(f[0], 4)), ("a/recurrent_kernel:0", crossed(f[1], 4)), ("a/bias:0", bias)]),
     ("b", [("b/kernel:0", turned(q[0][:3], 3)), ("b/recurrent_kernel:0", crossed(q[1], 3)), ("b/bias:0", q[2].reshape(-1))])], "2.2.4")
x = draw(5, 6, 4)
every = np.ones((5, 6), bool)
h = steps(x, every, 3, lstm(f[0], f[1], bias[:12] + bias[12:]))[0]
save("keras-cudnn", x, steps(h, every, 2, gru(q[0][:3], q[1], q[2]))[1])

# Masking and a SimpleRNN, of Keras 2, read from the end.
k5, r5, b5 = draw(4, 3), draw(3, 3), draw(3)
x[1, 4:] = x[3, :2] = -1
legacy("keras-masking.h5", {"class_name": "Sequential", "config": {"name": "s", "layers": [
    layer("Masking", "m", batch_input_shape=[None, 6, 4], mask_value=-1.0),
    layer("SimpleRNN", "r", units=3, activation="tanh", return_sequences=False, return_state=False, go_backwards=True, stateful=False,
        unroll=False,
          use_bias=True, dropout=.1, recurrent_dropout=0.0)]}},
    [("m", []), ("r", [("r/kernel:0", k5), ("r/recurrent_kernel:0", r5), ("r/bias:0", b5)])], "2.2.4")
mask = (x != -1).any(-1)
save("keras-masking", x, steps(x, mask, 3, lambda v, h, u: (np.tanh(v @ k5 + h @ r5 + b5), u), back=True)[1])
