#!/usr/bin/env python3
"""Prints the golden values of RandomStateTests and TrainTestSplitTests that the documentation of the formats does not list.
Made with numpy 1.24.2 and scikit-learn 1.2.1: python3 make_random.py"""
import hashlib
import numpy as np
from sklearn.model_selection import train_test_split

state = np.random.RandomState
r = state(42)
print("choice", r.choice(10, 6).tolist())
print("uniform", r.uniform(-1, 2, 3).tolist(), "normal", r.normal(5, 2, 3).tolist())
print("randint", r.randint(-5, 2**40, 3).tolist(), r.randint(0, 2**32, 2).tolist(), r.randint(-2**63, 2**63 - 1, 2).tolist())
r = state(42)
print("one", r.choice(1, 3).tolist(), r.randint(0, 5, 3).tolist())
r = state(7)
x = list("abcdef")
r.shuffle(x)
print("shuffle", "".join(x), "".join(r.permutation(list("uvwx"))), repr(r.rand()))


def show(name, parts):
    sha = [hashlib.sha256(p.astype("<i4").tobytes()).hexdigest() for p in parts]
    print(name, len(parts[0]), len(parts[1]), parts[0][:5].tolist(), parts[1][:5].tolist(), *sha)


n = np.arange(1000)
labels = (n * 7919 % 13) % 5
show("both sizes", train_test_split(n, test_size=0.3, train_size=0.5, random_state=3))
show("train only", train_test_split(n, train_size=333, random_state=3))
show("default", train_test_split(n, random_state=3))
show("in order", train_test_split(n, test_size=0.333, shuffle=False))
show("stratified partial", train_test_split(n, test_size=101, train_size=0.4, stratify=labels, random_state=9))
