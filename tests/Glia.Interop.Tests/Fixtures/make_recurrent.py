#!/usr/bin/env python3
"""Makes the recurrent networks beside it with PyTorch 1.13: state dicts, and ONNX as torch.onnx.export writes it, each with inputs and what
PyTorch answers: python3 make_recurrent.py."""
import os
import numpy as np
import torch
from onnx import TensorProto, helper, numpy_helper, save
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(3)
STEPS, FEATURES = 7, 3


class Net(nn.Module):
    """A recurrent layer, of whose states "read" makes one row or one a step, and a dense layer."""

    def __init__(self, layer, width, read, table=None):
        super().__init__()
        if table is not None:
            self.embedding = table
        self.rnn, self.read = layer, read
        self.fc = nn.Linear(width, 2)

    def forward(self, x):
        if hasattr(self, "embedding"):
            x = self.embedding(x)
        return self.fc(self.read(*self.rnn(x)))


def last(states, state):
    return states[:, -1]


def final(states, state):
    return state[-1]


def both(states, state):
    hidden = state[0] if isinstance(state, tuple) else state
    return torch.cat((hidden[-2], hidden[-1]), dim=1)


def every(states, state):
    return states


NETS = {
    "lstm": (nn.LSTM(FEATURES, 5, batch_first=True), 5, last),
    "lstm-both": (nn.LSTM(FEATURES, 5, num_layers=2, bidirectional=True, batch_first=True), 10, both),
    "lstm-every": (nn.LSTM(FEATURES, 4, bidirectional=True, batch_first=True), 8, every),
    "gru": (nn.GRU(FEATURES, 5, batch_first=True), 5, final),
    "gru-both": (nn.GRU(FEATURES, 4, bidirectional=True, batch_first=True), 8, every),
    "rnn": (nn.RNN(FEATURES, 5, nonlinearity="relu", bias=False, batch_first=True), 5, last),
    "lstm-steps-first": (nn.LSTM(FEATURES, 5, num_layers=2), 5, every),
}
EXPERIMENTS = {
    "lstm": '{"class_name": "LSTM", "units": 5}',
    "lstm-both": '{"class_name": "Bidirectional", "layer": {"class_name": "LSTM", "units": 5, "return_sequences": true}}, '
                 '{"class_name": "Bidirectional", "layer": {"class_name": "LSTM", "units": 5}}',
    "lstm-every": '{"class_name": "Bidirectional", "layer": {"class_name": "LSTM", "units": 4, "return_sequences": true}}',
    "gru": '{"class_name": "GRU", "units": 5}',
    "gru-both": '{"class_name": "Bidirectional", "layer": {"class_name": "GRU", "units": 4, "return_sequences": true}}',
    "rnn": '{"class_name": "SimpleRNN", "units": 5, "activation": "relu", "use_bias": false}',
}
for name, (layer, width, read) in NETS.items():
    net = Net(layer, width, read).eval()
    x = torch.randn(4, STEPS, FEATURES)
    first = name == "lstm-steps-first"
    given = x.transpose(0, 1).contiguous() if first else x
    with torch.no_grad():
        y = net(given)
    y = y.transpose(0, 1) if first else y
    np.save(f"{HERE}/recurrent-{name}-inputs.npy", x.numpy())
    np.save(f"{HERE}/recurrent-{name}-outputs.npy", y.contiguous().numpy())
    if name in EXPERIMENTS:
        torch.save(net.state_dict(), f"{HERE}/recurrent-{name}.pt")
        with open(f"{HERE}/recurrent-{name}.json", "w") as file:
            file.write('{"data": {"source": "data.npz"}, "network": [{"class_name": "InputLayer", "batch_shape": [null, '
                       f'{STEPS}, {FEATURES}]}}, {EXPERIMENTS[name]}, {{"class_name": "Dense", "units": 2}}]}}\n')
    axis = 1 if first else 0
    torch.onnx.export(net, given, f"{HERE}/recurrent-{name}.onnx", opset_version=13, input_names=["x"], output_names=["y"],
                      dynamic_axes={"x": {axis: "N"}, "y": {axis: "N"}})

# What PyTorch does not export, written with onnx 1.12 out of PyTorch's weights: samples first (layout 1), reading from the end alone with
# hard gates of the last state, and a GRU whose reset gate acts before the product.

def written(name, nodes, arrays, out, opset=14):
    tensors = [numpy_helper.from_array(value, key) for key, value in arrays.items()]
    graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", STEPS, FEATURES])],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, out)], tensors)
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)]), f"{HERE}/recurrent-{name}.onnx")


def turned(weight):
    i, f, c, o = np.split(weight.detach().numpy(), 4)
    return np.concatenate([i, o, f, c])


torch.manual_seed(5)
lstm, rnn, x = nn.LSTM(FEATURES, 4, bidirectional=True, batch_first=True), nn.RNN(FEATURES, 4, batch_first=True), torch.randn(4,
    STEPS, FEATURES)
ends = ("", "_reverse")
both_ways = {"W": np.stack([turned(getattr(lstm, "weight_ih_l0" + e)) for e in ends]),
             "R": np.stack([turned(getattr(lstm, "weight_hh_l0" + e)) for e in ends]),
             "B": np.stack([np.concatenate([turned(getattr(lstm, b + e)) for b in ("bias_ih_l0", "bias_hh_l0")]) for e in ends])}
written("layout", [helper.make_node("LSTM", ["x", "W", "R", "B"], ["states"], hidden_size=4, layout=1, direction="bidirectional"),
                   helper.make_node("Reshape", ["states", "s"], ["y"])], {**both_ways, "s": np.array([0, 0, 8])}, ["N", STEPS, 8])
backwards = {"W": rnn.weight_ih_l0.detach().numpy()[None], "R": rnn.weight_hh_l0.detach().numpy()[None],
             "B": torch.cat((rnn.bias_ih_l0, rnn.bias_hh_l0)).detach().numpy()[None], "a": np.array([0])}
first = helper.make_node("Transpose", ["x"], ["t"], perm=[1, 0, 2])
written("reverse", [first, helper.make_node("RNN", ["t", "W", "R", "B"], ["", "last"], hidden_size=4, direction="reverse"),
                    helper.make_node("Squeeze", ["last", "a"], ["y"])], backwards, ["N", 4])
with torch.no_grad():
    for name, y in (("layout", lstm(x)[0]), ("reverse", rnn(x.flip(1))[1][0])):
        np.save(f"{HERE}/recurrent-{name}-inputs.npy", x.numpy())
        np.save(f"{HERE}/recurrent-{name}-outputs.npy", y.numpy())
gates = {"W": np.zeros((1, 12, FEATURES), "float32"), "R": np.zeros((1, 12, 4), "float32"), "a": np.array([0])}
written("before", [first, helper.make_node("GRU", ["t", "W", "R"], ["", "last"], hidden_size=4),
                   helper.make_node("Squeeze", ["last", "a"], ["y"])], gates, ["N", 4])
all_steps = [first, helper.make_node("RNN", ["t", "W", "R", "B"], ["states"], hidden_size=4, direction="reverse"),
             helper.make_node("Squeeze", ["states", "b"], ["y"])]
written("reverse-every", all_steps, {**backwards, "b": np.array([1])}, [STEPS, "N", 4])
