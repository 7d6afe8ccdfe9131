"""Layers of sequences by PyTorch, forward and backward: python3 make_sequences.py > sequences.json

Everything is computed in float64 from numbers that float32 holds, and written as Keras has it: steps before features.
"""
import json

import torch

torch.manual_seed(11)


def numbers(t):
    return [float(f"{v:.7g}") for v in t.detach().reshape(-1).tolist()]


def draw(*shape):
    return torch.randn(*shape).double().requires_grad_()


def finish(x, y, config, **weights):
    dy = torch.randn(y.shape).double()
    y.backward(dy)
    case = {"config": config, "input": list(x.shape[1:]), "output": list(y.shape[1:]),
            "x": numbers(x), "y": numbers(y), "dy": numbers(dy)}
    if x.grad is not None:
        case["dx"] = numbers(x.grad)
    for name, (value, turn) in weights.items():
        case[name], case["d" + name] = numbers(turn(value)), numbers(turn(value.grad))
    return case


def permute(shape, dims):
    x = draw(3, *shape)
    return finish(x, x.permute(0, *dims) * 1, {"class_name": "Permute", "dims": dims})


def embedding(rows, width, steps):
    x, table = torch.randint(0, rows, (3, steps)), draw(rows, width)
    y = torch.nn.functional.embedding(x, table)
    return finish(x, y, {"class_name": "Embedding", "input_dim": rows, "output_dim": width}, embeddings=(table, lambda t: t))


def recurrent(kind, steps, features, units, sequences=False, bias=True, backwards=False, **options):
    """PyTorch's weights in Keras' order: rows and columns exchanged, the gates of a GRU z r h instead of r z n, the two biases of an RNN or
    an LSTM added up."""
    made = {"SimpleRNN": torch.nn.RNN, "LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU}[kind](
        features, units, batch_first=True, bias=bias, **options).double()
    for parameter in made.parameters():
        parameter.data = torch.randn(parameter.shape).double() * 0.7
    x = draw(3, steps, features)
    states, _ = made(x.flip(1) if backwards else x)
    order = [1, 0, 2] if kind == "GRU" else list(range({"SimpleRNN": 1, "LSTM": 4}.get(kind, 3)))

    def blocks(t):
        return torch.cat([t.reshape(len(order), units, -1)[i] for i in order])

    def matrix(t):
        return blocks(t).T

    def biases(ofinputs, ofstates):
        both = [blocks(t).reshape(-1) for t in (ofinputs, ofstates)]
        return torch.stack(both) if kind == "GRU" else both[0] + both[1]

    config = {"class_name": kind, "units": units, "use_bias": bias, "return_sequences": sequences, "go_backwards": backwards}
    if "nonlinearity" in options:
        config["activation"] = options["nonlinearity"]
    case = finish(x, states if sequences else states[:, -1], config)
    weights = {"kernel": made.weight_ih_l0, "recurrent_kernel": made.weight_hh_l0}
    for name, weight in weights.items():
        case[name], case["d" + name] = numbers(matrix(weight)), numbers(matrix(weight.grad))
    if bias:
        case["bias"] = numbers(biases(made.bias_ih_l0, made.bias_hh_l0))
        # Each of the two that are added up has the whole gradient.
        case["dbias"] = numbers(biases(made.bias_ih_l0.grad, made.bias_hh_l0.grad) / (1 if kind == "GRU" else 2))
    return case


print(json.dumps([
    permute([5, 3], [2, 1]),
    permute([4, 3, 5], [3, 1, 2]),
    permute([2, 3, 2, 4], [4, 2, 1, 3]),
    embedding(7, 3, 5),
    embedding(4, 17, 9),
    recurrent("SimpleRNN", 6, 3, 4, nonlinearity="tanh"),
    recurrent("SimpleRNN", 5, 2, 3, sequences=True, nonlinearity="relu", bias=False),
    recurrent("LSTM", 6, 3, 4),
    recurrent("LSTM", 7, 2, 5, sequences=True),
    recurrent("LSTM", 5, 3, 9, sequences=True, backwards=True, bias=False),
    recurrent("LSTM", 1, 2, 17),
    recurrent("GRU", 6, 3, 4),
    recurrent("GRU", 7, 2, 5, sequences=True, backwards=True),
    recurrent("GRU", 4, 1, 18, bias=False),
], separators=(",", ":")))
