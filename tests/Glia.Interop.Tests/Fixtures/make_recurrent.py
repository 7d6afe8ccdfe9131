#!/usr/bin/env python3
"""Makes the recurrent networks beside it with PyTorch 1.13: state dicts, and ONNX as torch.onnx.export writes it, each with inputs and what
PyTorch answers: python3 make_recurrent.py."""
import os
import numpy as np
import torch
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
