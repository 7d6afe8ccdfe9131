#!/usr/bin/env python3
"""Makes more_optimizers.json beside it: the weights after each of six steps, for PyTorch's optimizers where they differ from Keras' and for
penalties by the absolute value. The rules are written in numpy and float64 from the algorithm boxes of pytorch.org/docs (SGD, Adam, AdamW,
RMSprop), line by line. Settings are the float32 numbers nearest to those written. Made with numpy 1.24.2: python3
make_more_optimizers.py"""
import json
import os
import numpy as np

STEPS = 6
rng = np.random.RandomState(8)
START = [rng.randn(6), rng.randn(2)]
START[0][1] = 0.                                    # where the absolute value has no slope
SIZE = [1, 0.01, 0.5, 30, 2, 1e-4]
GRADIENTS = [[rng.randn(6) * size, rng.randn(2) * size] for size in SIZE]
# A falling rate tells a buffer that holds the rate from one that does not.
RATES = [1, 0.5, 0.5, 0.1, 2, 1]


def f32(x):
    return float(np.float32(x))


def sgd(w, s, g, t, lr, momentum=0., dampening=0., nesterov=False, weight_decay=0.):
    g = g + weight_decay * w
    if momentum != 0:
        s["b"] = g if t == 1 else momentum * s["b"] + (1 - dampening) * g
        g = g + momentum * s["b"] if nesterov else s["b"]
    return w - lr * g


def adam(w, s, g, t, lr, beta_1=.9, beta_2=.999, epsilon=1e-8, amsgrad=False, weight_decay=0., decoupled=False):
    if decoupled:
        w = w - lr * weight_decay * w
    else:
        g = g + weight_decay * w
    s["m"] = beta_1 * s.get("m", 0) + (1 - beta_1) * g
    s["v"] = beta_2 * s.get("v", 0) + (1 - beta_2) * g * g
    s["max"] = np.maximum(s.get("max", 0), s["v"])
    m_hat = s["m"] / (1 - beta_1 ** t)
    v_hat = (s["max"] if amsgrad else s["v"]) / (1 - beta_2 ** t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon)


def adamw(w, s, g, t, lr, weight_decay=.01, **settings):
    return adam(w, s, g, t, lr, weight_decay=weight_decay, decoupled=True, **settings)


def rmsprop(w, s, g, t, lr, alpha=.99, momentum=0., epsilon=1e-8, centered=False, weight_decay=0.):
    g = g + weight_decay * w
    s["v"] = alpha * s.get("v", 0) + (1 - alpha) * g * g
    v = s["v"]
    if centered:
        s["mean"] = alpha * s.get("mean", 0) + (1 - alpha) * g
        v = v - s["mean"] ** 2
    change = g / (np.sqrt(v) + epsilon)
    if momentum > 0:
        s["b"] = momentum * s.get("b", 0) + change
        change = s["b"]
    return w - lr * change


RULES = dict(TorchSGD=sgd, TorchAdam=adam, TorchAdamW=adamw, TorchRMSprop=rmsprop, SGD=sgd)


def run(name, learning_rate, l1=0., l2=0., clipnorm=None, **settings):
    """The kernel alone has the penalty l1 * sum(|w|) + l2 * sum(w^2)."""
    w, states, path = [a.copy() for a in START], [{}, {}], []
    for t in range(1, STEPS + 1):
        g = [GRADIENTS[t - 1][0] + l1 * np.sign(w[0]) + 2 * l2 * w[0], GRADIENTS[t - 1][1].copy()]
        if clipnorm is not None:
            g = [a * min(1, clipnorm / np.linalg.norm(a)) for a in g]
        for i in range(2):
            w[i] = RULES[name](w[i], states[i], g[i], t, learning_rate * RATES[t - 1], **settings)
        path.append([a.tolist() for a in w])
    return path


CASES = [
    ("TorchSGD", .1, {}),
    ("TorchSGD", .1, dict(weight_decay=.2)),
    ("TorchSGD", .1, dict(momentum=.9)),
    ("TorchSGD", .1, dict(momentum=.9, dampening=.5)),
    ("TorchSGD", .1, dict(momentum=.9, nesterov=True, weight_decay=.1)),
    ("TorchAdam", .01, {}),
    ("TorchAdam", .01, dict(beta_1=.8, beta_2=.9, epsilon=1e-2)),
    ("TorchAdam", .01, dict(amsgrad=True, epsilon=1e-3)),
    ("TorchAdam", .01, dict(weight_decay=.5, epsilon=1e-3)),
    ("TorchAdamW", .01, dict(epsilon=1e-2)),
    ("TorchAdamW", .05, dict(weight_decay=.5, epsilon=1e-2)),
    ("TorchRMSprop", .01, dict(epsilon=1e-3)),
    ("TorchRMSprop", .01, dict(alpha=.8, momentum=.5, epsilon=1e-3)),
    ("TorchRMSprop", .01, dict(alpha=.8, centered=True, epsilon=1e-2)),
    ("TorchRMSprop", .01, dict(alpha=.9, weight_decay=.3, epsilon=1e-3)),
    ("SGD", .1, dict(l1=.3)),
    ("SGD", .1, dict(l1=.3, l2=.2)),
    ("SGD", .1, dict(l1=.3, clipnorm=.7)),
]


def rounded(settings):
    return {k: v if isinstance(v, bool) else f32(v) for k, v in settings.items()}


def defaults(name):
    """What is not given has its default, which is rounded to float32 too."""
    given = {"TorchAdam": dict(beta_1=.9, beta_2=.999, epsilon=1e-8),
        "TorchAdamW": dict(beta_1=.9, beta_2=.999, epsilon=1e-8, weight_decay=.01),
             "TorchRMSprop": dict(alpha=.99, epsilon=1e-8)}
    return given.get(name, {})


cases = []
for name, rate, settings in CASES:
    whole = rounded({**defaults(name), **settings})
    shown = {k: v for k, v in rounded(settings).items() if k not in ("l1", "l2")}
    cases.append({"optimizer": {"class_name": name, "learning_rate": f32(rate), **shown}, "l1": whole.get("l1", 0.),
        "l2": whole.get("l2", 0.),
                  "weights": run(name, f32(rate), **whole)})
START = [a.tolist() for a in START]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "more_optimizers.json"), "w") as out:
    json.dump({"start": START, "gradients": [[a.tolist() for a in g] for g in GRADIENTS], "rates": RATES, "cases": cases}, out)
