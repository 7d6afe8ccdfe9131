#!/usr/bin/env python3
"""Makes the ONNX models and PyTorch files beside it, and what PyTorch computes with them. Written with torch 1.13 (and its exporter):
python3 make_torch.py. Pictures are not square and have several channels, so that no exchange of dimensions can hide."""
import os
import numpy as np
import torch
import torch.nn as nn

HERE = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(3)


def save(name, model, x):
    np.save(os.path.join(HERE, name + "-inputs.npy"), x.numpy())
    np.save(os.path.join(HERE, name + "-outputs.npy"), model(x).detach().double().numpy())


def export(name, model, x, opset):
    torch.onnx.export(model, x, os.path.join(HERE, name + ".onnx"), opset_version=opset, input_names=["x"], output_names=["y"],
                      dynamic_axes={"x": {0: "n"}, "y": {0: "n"}})
    save(name, model, x)


class Flat(nn.Module):
    """The way people write flattening by hand: Shape, Gather, Concat, Reshape in the graph."""

    def forward(self, x):
        return x.view(x.size(0), -1)


def settled(model):
    """Averages that are not 0 and 1."""
    for m in model.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)):
            m.running_mean.normal_()
            m.running_var.uniform_(.5, 2)
            m.weight.data.normal_()
            m.bias.data.normal_()
    return model.eval()


cnn = settled(nn.Sequential(nn.Conv2d(2, 4, (3, 2), padding=(1, 0)), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2, ceil_mode=True),
                            nn.Conv2d(4, 6, 3, stride=2, padding=1, groups=2), nn.LeakyReLU(.2), nn.AvgPool2d(2, padding=1), Flat(),
                            nn.Linear(6 * 2 * 2, 3), nn.LogSoftmax(1)))
pictures = torch.randn(3, 2, 7, 6)
export("onnx-cnn", cnn, pictures, 11)
mlp = settled(nn.Sequential(nn.Linear(5, 6), nn.GELU(), nn.Linear(6, 6), nn.SiLU(), nn.Linear(6, 6), nn.Mish(), nn.BatchNorm1d(6),
    nn.Linear(6, 6),
                            nn.Softsign(), nn.Linear(6, 4), nn.Hardswish(), nn.Linear(4, 3), nn.Softmax(-1)))
rows = torch.randn(4, 5)
export("onnx-mlp", mlp, rows, 14)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(5, 5), nn.Linear(5, 2)

    def forward(self, x):
        return self.b(torch.relu(self.a(x)) + x)


export("onnx-residual", Residual().eval(), rows, 13)

# State dicts: a chain of Linear layers in both containers, half floats, views with strides, a checkpoint, a convolutional network.
chain = nn.Sequential(nn.Linear(5, 6), nn.ReLU(), nn.Dropout(.5), nn.Linear(6, 4), nn.ReLU(), nn.Linear(4, 3)).eval()
save("torch-mlp", chain, rows)
path = lambda name: os.path.join(HERE, name)
torch.save(chain.state_dict(), path("torch-mlp.pt"))
torch.save(chain.state_dict(), path("torch-mlp-old.pth"), _use_new_zipfile_serialization=False)
torch.save({"epoch": 3, "model_state_dict": {"module." + k: v for k, v in chain.state_dict().items()},
            "optimizer_state_dict": torch.optim.Adam(chain.parameters()).state_dict(), "loss": .25}, path("torch-mlp-checkpoint.ckpt"))
views = {k: (v.t().contiguous().t() if v.dim() == 2 else torch.stack([v, v], 1)[:, 0]) for k, v in chain.state_dict().items()}
torch.save(views, path("torch-mlp-views.pt"))
torch.save({k: v.bfloat16() for k, v in chain.state_dict().items()}, path("torch-mlp-bfloat16.pt"))
torch.save(chain, path("torch-mlp-module.pt"))
net = settled(nn.Sequential(nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
    nn.Linear(4 * 3 * 3, 3)))
torch.save(net.state_dict(), path("torch-cnn.pt"))
save("torch-cnn", net, pictures)

# Checkpoints: single numbers beside the weights, weights under a name of somebody's own, and two networks.
small = nn.Linear(5, 2)
torch.save({"epoch": 3, "best_accuracy": torch.tensor(.5), "state_dict": nn.DataParallel(small).state_dict()},
    path("torch-checkpoint-best.pt"))
torch.save({"weights": small.state_dict(), "optimizer": torch.optim.SGD(small.parameters(), .1, momentum=.9).state_dict()},
    path("torch-checkpoint-own.pt"))
torch.save({"generator": small.state_dict(), "discriminator": small.state_dict()}, path("torch-checkpoint-two.pt"))
