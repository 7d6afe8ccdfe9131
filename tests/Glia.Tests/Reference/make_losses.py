#!/usr/bin/env python3
"""Makes losses.json beside it: losses and their gradients in float64, by torch where it has the loss with Keras' meaning, else by Keras 3's
documented formula through torch's autograd. Made with torch 1.13.1: python3 make_losses.py"""
import json
import os
import torch
import torch.nn.functional as F

ROWS, K = 5, 7
generator = torch.Generator().manual_seed(11)


def draw(*shape):
    return torch.randn(*shape, generator=generator).double()


def f32(tensor):
    return tensor.float().double()


logits = f32(draw(ROWS, K) * 3)
values = f32(draw(ROWS, K))
positive = f32(torch.rand(ROWS, K, generator=generator).double() * 4 + .05)
unit = f32(torch.rand(ROWS, K, generator=generator).double())
unit[0, 0], unit[1, 1] = 0, 1                       # where Keras clips
probabilities = f32(torch.softmax(logits, 1))
peaked = f32(torch.softmax(logits * 30, 1))         # most entries below 1e-7
onehot = F.one_hot(torch.tensor([3, 0, 6, 2, 2]), K).double()
soft = f32(torch.softmax(draw(ROWS, K), 1))
bits = (unit > .4).double()
counts = torch.floor(positive)
EPS = 1e-7
LOW, HIGH = float(torch.tensor(EPS)), float(torch.tensor(1 - EPS))   # in float32, as Keras has them


def categorical(o, t, smoothing=0.):
    t = t * (1 - smoothing) + smoothing / K
    return -(t * torch.log(torch.clamp(o / o.sum(1, keepdim=True), LOW, HIGH))).sum(1)


def binary(o, t, smoothing=0.):
    t = t * (1 - smoothing) + smoothing / 2
    o = torch.clamp(o, LOW, HIGH)
    return -(t * torch.log(o) + (1 - t) * torch.log(1 - o)).mean(1)


def divergence(o, t):
    t, o = torch.clamp(t, LOW, 1), torch.clamp(o, LOW, 1)
    return (t * torch.log(t / o)).sum(1)


def case(loss, o, t, f, reduction="mean"):
    o = o.clone().requires_grad_()
    rows = f(o, t)
    value = rows.mean() if reduction == "mean" else rows.sum()
    value.backward()
    return {"loss": loss, "outputs": o.flatten().tolist(), "targets": t.flatten().tolist(), "value": value.item(),
        "gradient": o.grad.flatten().tolist()}


def named(name, **config):
    return {"class_name": name, **config} if config else name


cce, bce = "categorical_crossentropy", "binary_crossentropy"
cases = [
    case(named(cce, from_logits=True), logits, onehot, lambda o, t: F.cross_entropy(o, t, reduction="none")),
    case(named(cce, from_logits=True), logits * 50, onehot, lambda o, t: F.cross_entropy(o, t, reduction="none")),
    case(named(cce, from_logits=True, label_smoothing=.1), logits, onehot,
        lambda o, t: F.cross_entropy(o, t, reduction="none", label_smoothing=.1)),
    case(named(cce, from_logits=True, reduction="sum"), logits, soft, lambda o, t: F.cross_entropy(o, t, reduction="none"), "sum"),
    case(named("sparse_categorical_crossentropy", from_logits=True), logits, onehot,
        lambda o, t: F.cross_entropy(o, t.argmax(1), reduction="none")),
    case(named("sparse_categorical_crossentropy"), probabilities, onehot, categorical),
    case(named(cce), probabilities, onehot, categorical),
    case(named(cce), peaked, onehot, categorical),
    case(named(cce), positive, soft, categorical),
    case(named(cce, label_smoothing=.2), probabilities, onehot, lambda o, t: categorical(o, t, .2)),
    case(named(bce, from_logits=True), logits, bits, lambda o, t: F.binary_cross_entropy_with_logits(o, t, reduction="none").mean(1)),
    case(named(bce, from_logits=True), logits * 50, bits, lambda o, t: F.binary_cross_entropy_with_logits(o, t, reduction="none").mean(1)),
    case(named(bce), unit, bits, binary),
    case(named(bce, label_smoothing=.3), unit, bits, lambda o, t: binary(o, t, .3)),
    case(named("mean_squared_error"), values, logits, lambda o, t: F.mse_loss(o, t, reduction="none").mean(1)),
    case(named("mean_squared_error", reduction="sum"), values, logits, lambda o, t: F.mse_loss(o, t, reduction="none").mean(1), "sum"),
    case(named("mean_absolute_error"), values, logits, lambda o, t: F.l1_loss(o, t, reduction="none").mean(1)),
    case(named("huber"), values, logits, lambda o, t: F.huber_loss(o, t, reduction="none").mean(1)),
    case(named("huber", delta=2.5), values, logits, lambda o, t: F.huber_loss(o, t, reduction="none", delta=2.5).mean(1)),
    case(named("log_cosh"), values, logits, lambda o, t: torch.log(torch.cosh(o - t)).mean(1)),
    case(named("poisson"), positive, counts, lambda o, t: F.poisson_nll_loss(o, t, log_input=False, eps=EPS, reduction="none").mean(1)),
    case(named("kl_divergence"), probabilities, soft, lambda o, t: F.kl_div(torch.log(o), t, reduction="none").sum(1)),
    case(named("kl_divergence"), peaked, onehot, divergence),
]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "losses.json"), "w") as file:
    json.dump({"rows": ROWS, "columns": K, "cases": cases}, file, separators=(",", ":"))
    file.write("\n")
