"""Writes a trace of a network written by hand, for `glia doctor trace.npz`. Adapt the names to yours; copy() every array."""
import numpy as np


def write_trace(path, net, x, y, eval_x, eval_y, steps=None):
    """One training step of `net` on the batch x, y, then one evaluation. `steps` are those the program makes in all, if you know."""
    trace = {"x": x, "y": y, "loss": "categorical_crossentropy", "hidden_activation": "relu", "output_activation": "softmax",
             "learning_rate": net.learning_rate}
    if steps is not None:
        trace["steps"] = steps
    for i in (1, 2, 3):
        trace[f"w{i}"], trace[f"b{i}"] = getattr(net, f"w{i}").copy(), getattr(net, f"b{i}").copy()
    trace["outputs"] = net.feed_forward(x).copy()
    trace["loss_value"] = net.cross_entropy(trace["outputs"], y)
    net.back_propagation(y)
    net.update()
    for i in (1, 2, 3):
        trace[f"grad_w{i}"], trace[f"grad_b{i}"] = getattr(net, f"dw{i}").copy(), getattr(net, f"db{i}").copy()
        trace[f"w{i}_after"], trace[f"b{i}_after"] = getattr(net, f"w{i}").copy(), getattr(net, f"b{i}").copy()
    trace["reported_accuracy"] = net.accuracy(eval_x, eval_y)
    trace["eval_x"], trace["eval_y"], trace["eval_predictions"] = eval_x, eval_y, net.predictions
    np.savez_compressed(path, **trace)
