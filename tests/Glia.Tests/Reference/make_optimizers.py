#!/usr/bin/env python3
"""Makes optimizers.json beside it: the weights after each of six steps, for every optimizer and several settings.

The rules are written here once more, in numpy and float64, from the formulas Keras 3 documents (keras.io/api/optimizers and the update_step
of each). Where torch.optim means the same, the rule is first run beside torch's and has to agree to 1e-12. Settings are the float32 numbers
nearest to those written. Made with numpy 1.24.2 and torch 1.13.1: python3 make_optimizers.py
"""
import json
import os
import numpy as np
import torch

STEPS = 6
rng = np.random.RandomState(3)
# A kernel [3, 2] and a bias [2]. The second step is small and the fourth large, so that clipping now acts and now does not.
START = [rng.randn(6), rng.randn(2)]
SIZE = [1, 0.01, 0.5, 30, 2, 1e-4]
GRADIENTS = [[rng.randn(6) * size, rng.randn(2) * size] for size in SIZE]


def f32(x):
    return float(np.float32(x))


def sgd(s, g, t, lr, momentum=0., nesterov=False):
    if momentum == 0:
        return -lr * g
    s["v"] = momentum * s.get("v", 0) - lr * g
    return momentum * s["v"] - lr * g if nesterov else s["v"]


def adam(s, g, t, lr, beta_1=.9, beta_2=.999, epsilon=1e-7, amsgrad=False):
    alpha = lr * np.sqrt(1 - beta_2 ** t) / (1 - beta_1 ** t)
    m, v = s.get("m", 0), s.get("v", 0)
    s["m"] = m + (g - m) * (1 - beta_1)
    s["v"] = v + (g * g - v) * (1 - beta_2)
    s["vhat"] = np.maximum(s.get("vhat", 0), s["v"])
    return -s["m"] * alpha / (np.sqrt(s["vhat"] if amsgrad else s["v"]) + epsilon)


def nadam(s, g, t, lr, beta_1=.9, beta_2=.999, epsilon=1e-7):
    u = beta_1 * (1 - .5 * .96 ** t)
    u_next = beta_1 * (1 - .5 * .96 ** (t + 1))
    s["product"] = s.get("product", 1.) * u
    m, v = s.get("m", 0), s.get("v", 0)
    s["m"] = m + (g - m) * (1 - beta_1)
    s["v"] = v + (g * g - v) * (1 - beta_2)
    m_hat = u_next * s["m"] / (1 - s["product"] * u_next) + (1 - u) * g / (1 - s["product"])
    v_hat = s["v"] / (1 - beta_2 ** t)
    return -m_hat * lr / (np.sqrt(v_hat) + epsilon)


def rmsprop(s, g, t, lr, rho=.9, momentum=0., epsilon=1e-7, centered=False):
    s["v"] = rho * s.get("v", 0) + (1 - rho) * g * g
    denominator = s["v"] + epsilon
    if centered:
        s["mean"] = rho * s.get("mean", 0) + (1 - rho) * g
        denominator = denominator - s["mean"] ** 2
    increment = lr * g / np.sqrt(denominator)
    if momentum > 0:
        s["momentum"] = momentum * s.get("momentum", 0) + increment
        increment = s["momentum"]
    return -increment


def adagrad(s, g, t, lr, initial_accumulator_value=.1, epsilon=1e-7):
    s["a"] = s.get("a", initial_accumulator_value) + g * g
    return -lr * g / np.sqrt(s["a"] + epsilon)


def adadelta(s, g, t, lr, rho=.95, epsilon=1e-7):
    s["g"] = rho * s.get("g", 0) + (1 - rho) * g * g
    delta = -np.sqrt(s.get("d", 0) + epsilon) * g / np.sqrt(s["g"] + epsilon)
    s["d"] = rho * s.get("d", 0) + (1 - rho) * delta * delta
    return lr * delta


RULES = dict(SGD=sgd, Adam=adam, AdamW=adam, Nadam=nadam, RMSprop=rmsprop, Adagrad=adagrad, Adadelta=adadelta)


def run(name, learning_rate, weight_decay=0., clipnorm=None, global_clipnorm=None, clipvalue=None, decay=0., l2=0., **settings):
    """Six steps. The kernel alone has the penalty l2 * sum(w^2), as with kernel_regularizer=L2(l2)."""
    w = [a.copy() for a in START]
    states = [{}, {}]
    path = []
    for t in range(1, STEPS + 1):
        rate = learning_rate / (1 + decay * (t - 1))
        g = [GRADIENTS[t - 1][0] + 2 * l2 * w[0], GRADIENTS[t - 1][1].copy()]
        if clipnorm is not None:
            g = [a * min(1, clipnorm / np.linalg.norm(a)) for a in g]
        if global_clipnorm is not None:
            norm = np.sqrt(sum((a * a).sum() for a in g))
            g = [a * min(1, global_clipnorm / norm) for a in g]
        if clipvalue is not None:
            g = [np.clip(a, -clipvalue, clipvalue) for a in g]
        for i in range(2):
            w[i] = w[i] - w[i] * weight_decay * rate
            w[i] = w[i] + RULES[name](states[i], g[i], t, rate, **settings)
        path.append([a.tolist() for a in w])
    return path


def like_torch(optimizer, name, learning_rate, **settings):
    tensors = [torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in START]
    rule = optimizer(tensors)
    for t, expected in enumerate(run(name, learning_rate, **settings)):
        for tensor, g in zip(tensors, GRADIENTS[t]):
            tensor.grad = torch.tensor(g)
        rule.step()
        for tensor, e in zip(tensors, expected):
            error = np.abs(tensor.detach().numpy() - e).max()
            assert error < 1e-12, f"{name} {settings}: step {t + 1} is off by {error}"


# torch puts epsilon outside the root, or corrects it too: with (nearly) none the rules are the same.
like_torch(lambda p: torch.optim.SGD(p, .1), "SGD", .1)
like_torch(lambda p: torch.optim.SGD(p, .1, momentum=.9), "SGD", .1, momentum=.9)
like_torch(lambda p: torch.optim.SGD(p, .1, momentum=.9, nesterov=True), "SGD", .1, momentum=.9, nesterov=True)
like_torch(lambda p: torch.optim.Adam(p, .01, eps=0), "Adam", .01, epsilon=0)
like_torch(lambda p: torch.optim.AdamW(p, .01, eps=0, weight_decay=.1), "AdamW", .01, epsilon=0, weight_decay=.1)
# torch keeps the largest mean square before the correction, as Keras does.
like_torch(lambda p: torch.optim.Adam(p, .01, eps=0, amsgrad=True), "Adam", .01, epsilon=0, amsgrad=True)
# torch 1.13's NAdam multiplies u(t) twice into the product of the next step (mended in later versions),
# so Nadam has no second witness here.
like_torch(lambda p: torch.optim.RMSprop(p, .01, alpha=.9, eps=0, momentum=.5), "RMSprop", .01, epsilon=0, momentum=.5)
like_torch(lambda p: torch.optim.RMSprop(p, .01, alpha=.8, eps=1e-300, centered=True), "RMSprop", .01, rho=.8, epsilon=1e-300,
    centered=True)
like_torch(lambda p: torch.optim.Adagrad(p, .1, initial_accumulator_value=.1, eps=0), "Adagrad", .1, epsilon=0)
like_torch(lambda p: torch.optim.Adadelta(p, 1., rho=.95, eps=1e-7), "Adadelta", 1., epsilon=1e-7)

CASES = [
    ("SGD", .1, {}),
    ("SGD", .1, dict(momentum=.9)),
    ("SGD", .1, dict(momentum=.9, nesterov=True)),
    ("SGD", .1, dict(momentum=.5, weight_decay=.1)),
    ("SGD", .1, dict(decay=.25)),
    ("SGD", .1, dict(clipnorm=1.)),
    ("SGD", .1, dict(global_clipnorm=1.)),
    ("SGD", .1, dict(clipvalue=.5)),
    ("SGD", .1, dict(l2=.3)),
    ("SGD", .1, dict(l2=.3, clipnorm=.7)),
    ("SGD", .1, dict(l2=.3, momentum=.9, global_clipnorm=.7)),
    ("Adam", .01, {}),
    ("Adam", .1, dict(beta_1=.5, beta_2=.9, epsilon=1e-3)),
    ("Adam", .01, dict(amsgrad=True)),
    ("Adam", .01, dict(l2=.1, clipvalue=1.)),
    ("Adam", .01, dict(decay=.5, weight_decay=.1)),
    ("AdamW", .01, dict(weight_decay=.004)),
    ("AdamW", .05, dict(weight_decay=.5, global_clipnorm=1.)),
    ("Nadam", .01, {}),
    ("Nadam", .05, dict(beta_1=.8, beta_2=.99, epsilon=1e-4)),
    ("RMSprop", .01, {}),
    ("RMSprop", .01, dict(rho=.8, momentum=.5)),
    ("RMSprop", .01, dict(rho=.8, centered=True, epsilon=1e-3)),
    ("RMSprop", .01, dict(rho=.95, centered=True, momentum=.9, epsilon=1e-2)),
    ("Adagrad", .1, {}),
    ("Adagrad", .1, dict(initial_accumulator_value=1., epsilon=1e-2)),
    ("Adadelta", 1., {}),
    ("Adadelta", .5, dict(rho=.9, epsilon=1e-3)),
]


def rounded(settings):
    return {k: v if isinstance(v, bool) else f32(v) for k, v in settings.items()}


def defaults(name):
    """What is not given has its default, which is rounded to float32 too."""
    code = RULES[name].__code__
    names = code.co_varnames[code.co_argcount - len(RULES[name].__defaults__ or ()):code.co_argcount]
    return dict(zip(names, RULES[name].__defaults__ or ()))


out = {"start": [a.tolist() for a in START], "gradients": [[a.tolist() for a in g] for g in GRADIENTS], "cases": []}
# The library reads float32: so does this file.
START = [a.astype("f4").astype("f8") for a in START]
GRADIENTS = [[a.astype("f4").astype("f8") for a in g] for g in GRADIENTS]
for name, rate, settings in CASES:
    full = rounded({**defaults(name), **settings})
    l2 = settings.get("l2", 0.)
    out["cases"].append({
        "optimizer": {"class_name": name, "learning_rate": rate, **{k: v for k, v in settings.items() if k != "l2"}},
        "l2": l2, "weights": run(name, f32(rate), **full)})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "optimizers.json"), "w") as file:
    json.dump(out, file, indent=None, separators=(",", ":"))
    file.write("\n")
