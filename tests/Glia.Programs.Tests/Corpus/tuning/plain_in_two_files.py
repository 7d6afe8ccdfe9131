# layers: 2-5-1
# activations: sigmoid sigmoid
# expects: healthy
import random

from parts.units import answer, learn, unit

random.seed(8)
hidden, last = [unit(2) for _ in range(5)], unit(5)
data = [([0.1, 0.2], 0), ([0.2, 0.9], 1), ([0.9, 0.1], 1), ([0.8, 0.9], 0)]
for epoch in range(3000):
    for x, wanted in data:
        outs = [answer(one, x) for one in hidden]
        guess = answer(last, outs)
        last["delta"] = (wanted - guess) * guess * (1.0 - guess)
        for j, one in enumerate(hidden):
            one["delta"] = last["delta"] * last["w"][j] * one["out"] * (1.0 - one["out"])
        learn(last, outs, 0.6)
        for one in hidden:
            learn(one, x, 0.6)
