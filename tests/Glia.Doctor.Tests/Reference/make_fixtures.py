"""Values of activations, losses and optimizers computed elsewhere: activations and losses by torch in float64,
optimizers by a transcription of the published formulas of Keras 3. Writes fixtures.json beside this file.

    python3 make_fixtures.py
"""
import json, math, os
import numpy as np
import torch
import torch.nn.functional as F

Z = [-40.0, -6.0, -3.0, -2.9, -1.5, -1.0, -0.3, -1e-3, 1e-3, 0.2, 0.9, 1.0, 2.4, 2.9, 3.0, 6.0, 7.5]
ACTIVATIONS = {
    "relu": F.relu, "leaky_relu": lambda z: F.leaky_relu(z, 0.2), "elu": F.elu, "selu": F.selu,
    "gelu": F.gelu, "gelu_tanh": lambda z: F.gelu(z, approximate="tanh"), "silu": F.silu, "sigmoid": torch.sigmoid,
    "hard_sigmoid": lambda z: F.relu6(z + 3) / 6, "tanh": torch.tanh, "softplus": F.softplus, "softsign": F.softsign,
    "exponential": torch.exp, "linear": lambda z: z * 1.0,
}
out = {"z": Z, "activations": {}, "losses": {}, "optimizers": {}}
for name, f in ACTIVATIONS.items():
    z = torch.tensor(Z, dtype=torch.float64, requires_grad=True)
    a = f(z)
    a.sum().backward()
    out["activations"][name] = {"value": a.tolist(), "derivative": z.grad.tolist()}

rng = np.random.RandomState(7)
logits = rng.randn(4, 3) * 2
p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
y = np.eye(3)[[0, 2, 1, 1]]
t = rng.rand(4, 3)
soft = t / t.sum(1, keepdims=True)
s = 0.1


def both(name, f, o, target, **extra):
    v = torch.tensor(o, dtype=torch.float64, requires_grad=True)
    loss = f(v, torch.tensor(target, dtype=torch.float64))
    loss.backward()
    out["losses"][name] = {"outputs": o.tolist(), "targets": target.tolist(), "value": loss.item(), "gradient": v.grad.tolist(), **extra}


both("softmax", lambda v, u: (torch.softmax(v, 1) * u).sum(), logits, t)
both("categorical_crossentropy/logits", lambda v, u: F.cross_entropy(v, u), logits, y)
both("categorical_crossentropy/logits/smooth", lambda v, u: F.cross_entropy(v, u, label_smoothing=s), logits, y)
both("categorical_crossentropy/logits/sum", lambda v, u: F.cross_entropy(v, u, reduction="sum"), logits, soft)
both("categorical_crossentropy", lambda v, u: -(u * torch.log(v / v.sum(1, keepdim=True))).sum(1).mean(), p * 1.7, y)
both("binary_crossentropy", F.binary_cross_entropy, p, t)
both("binary_crossentropy/logits", F.binary_cross_entropy_with_logits, logits, t)
both("binary_crossentropy/logits/smooth", lambda v, u: F.binary_cross_entropy_with_logits(v, u * (1 - s) + s / 2), logits, t)
both("mean_squared_error", F.mse_loss, logits, t)
both("mean_absolute_error", F.l1_loss, logits, t)
both("huber", F.huber_loss, logits, t)
both("log_cosh", lambda v, u: torch.log(torch.cosh(v - u)).mean(), logits, t)
both("poisson", lambda v, u: F.poisson_nll_loss(v, u, log_input=False, eps=1e-7), p, t)
both("kl_divergence", lambda v, u: F.kl_div(torch.log(v), u, reduction="batchmean"), p, soft)

# Batch normalisation in training mode, eps 1e-3.
x = torch.tensor(rng.randn(5, 2) * 3 + 1, dtype=torch.float64, requires_grad=True)
bn = torch.nn.BatchNorm1d(2, eps=1e-3, momentum=0.01).double()
with torch.no_grad():
    bn.weight.copy_(torch.tensor([1.5, -0.5], dtype=torch.float64)); bn.bias.copy_(torch.tensor([0.2, 0.1], dtype=torch.float64))
up = torch.tensor(rng.randn(5, 2), dtype=torch.float64)
bn_out = bn(x)
(bn_out * up).sum().backward()
out["batch_normalization"] = {
    "x": x.tolist(), "upstream": up.tolist(), "outputs": bn_out.tolist(), "dx": x.grad.tolist(),
    "dgamma": bn.weight.grad.tolist(), "dbeta": bn.bias.grad.tolist(), "moving_mean": bn.running_mean.tolist(),
}

# Optimizers: five steps with fixed gradients, as keras/src/optimizers/*.py define the update.
W0 = [0.5, -1.25, 3.0]
G = [[0.1, -2.0, 0.0], [0.3, 1.0, -0.5], [-0.2, 0.7, 4.0], [1e-4, -3.0, 0.9], [0.6, 0.6, -0.6]]


def run(name, update):
    w, state, path = np.array(W0), {}, []
    for step, g in enumerate(G, 1):
        w = update(w, np.array(g), step, state)
        path.append(w.tolist())
    out["optimizers"][name] = path


def sgd(lr, mom, nesterov):
    def update(w, g, t, s):
        v = s["v"] = mom * s.get("v", 0) - lr * g
        return w + (mom * v - lr * g if nesterov else v)
    return update


def adam(lr, b1, b2, eps, decay):
    def update(w, g, t, s):
        w = w - w * decay * lr
        s["m"] = b1 * s.get("m", 0) + (1 - b1) * g
        s["v"] = b2 * s.get("v", 0) + (1 - b2) * g ** 2
        return w - lr * math.sqrt(1 - b2 ** t) / (1 - b1 ** t) * s["m"] / (np.sqrt(s["v"]) + eps)
    return update


def rmsprop(lr, rho, mom, eps):
    def update(w, g, t, s):
        s["v"] = rho * s.get("v", 0) + (1 - rho) * g ** 2
        s["m"] = mom * s.get("m", 0) + lr * g / np.sqrt(s["v"] + eps)
        return w - s["m"]
    return update


def adagrad(w, g, t, s):
    s["a"] = s.get("a", 0.1) + g ** 2
    return w - 0.05 * g / np.sqrt(s["a"] + 1e-7)


def adadelta(w, g, t, s):
    s["g"] = 0.95 * s.get("g", 0) + 0.05 * g ** 2
    d = -np.sqrt(s.get("d", 0) + 1e-7) / np.sqrt(s["g"] + 1e-7) * g
    s["d"] = 0.95 * s.get("d", 0) + 0.05 * d ** 2
    return w + 0.5 * d


def nadam(w, g, t, s):
    b1, b2 = 0.9, 0.999
    u, u1 = b1 * (1 - 0.5 * 0.96 ** t), b1 * (1 - 0.5 * 0.96 ** (t + 1))
    s["p"] = s.get("p", 1.0) * u
    s["m"] = b1 * s.get("m", 0) + (1 - b1) * g
    s["v"] = b2 * s.get("v", 0) + (1 - b2) * g ** 2
    mh = u1 * s["m"] / (1 - s["p"] * u1) + (1 - u) * g / (1 - s["p"])
    return w - 0.01 * mh / (np.sqrt(s["v"] / (1 - b2 ** t)) + 1e-7)


run("sgd", sgd(0.1, 0, False))
run("momentum", sgd(0.1, 0.9, False))
run("nesterov", sgd(0.1, 0.9, True))
run("adam", adam(0.01, 0.9, 0.999, 1e-7, 0))
run("adamw", adam(0.01, 0.9, 0.999, 1e-7, 0.004))
run("rmsprop", rmsprop(0.01, 0.9, 0, 1e-7))
run("rmsprop_momentum", rmsprop(0.01, 0.9, 0.5, 1e-7))
run("adagrad", adagrad)
run("adadelta", adadelta)
run("nadam", nadam)

# The two optimizers torch defines in the same way must agree with the transcription.
w = torch.tensor(W0, dtype=torch.float64, requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1, momentum=0.9, nesterov=True)
for g, expected in zip(G, out["optimizers"]["nesterov"]):
    w.grad = torch.tensor(g, dtype=torch.float64)
    opt.step()
    assert np.allclose(w.detach().numpy(), expected, rtol=1e-12)

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures.json"), "w") as f:
    json.dump(out, f, indent=1)
    f.write("\n")
