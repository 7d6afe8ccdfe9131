import math
import random


def unit(inputs):
    return {"w": [random.uniform(-0.7, 0.7) for _ in range(inputs + 1)]}


def answer(one, inputs):
    z = one["w"][-1]
    for i in range(len(inputs)):
        z += one["w"][i] * inputs[i]
    one["out"] = 1.0 / (1.0 + math.exp(-z))
    return one["out"]


def learn(one, inputs, rate):
    for i in range(len(inputs)):
        one["w"][i] += rate * one["delta"] * inputs[i]
    one["w"][-1] += rate * one["delta"]
