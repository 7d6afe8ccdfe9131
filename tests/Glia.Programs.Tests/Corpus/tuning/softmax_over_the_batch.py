# layers: 6-9-3
# activations: sigmoid softmax
# expects: GLIA050
import numpy as np

# Samples in columns: the classes are rows, and the sum of a sample goes down.
draw = np.random.default_rng(17)
answers = draw.integers(0, 3, 240)
samples = draw.normal(size=(6, 3))[:, answers] * 1.5 + draw.normal(size=(6, 240))
one_hot = np.eye(3)[:, answers]
parameters = {"W1": draw.normal(size=(9, 6)) * 0.4, "b1": np.zeros((9, 1)), "W2": draw.normal(size=(3, 9)) * 0.3, "b2": np.zeros((3, 1))}


def forward(A0):
    A1 = 1 / (1 + np.exp(-(parameters["W1"] @ A0 + parameters["b1"])))
    scores = np.exp(parameters["W2"] @ A1 + parameters["b2"])
    return A1, scores / np.sum(scores, axis=1, keepdims=True)  # <-


for step in range(400):
    A1, A2 = forward(samples)  # <-
    dZ2 = (A2 - one_hot) / 240
    dZ1 = parameters["W2"].T @ dZ2 * A1 * (1 - A1)
    parameters["W2"] -= dZ2 @ A1.T
    parameters["b2"] -= dZ2.sum(axis=1, keepdims=True)
    parameters["W1"] -= dZ1 @ samples.T
    parameters["b1"] -= dZ1.sum(axis=1, keepdims=True)
    if step % 100 == 0:
        print(step, -np.mean(np.sum(one_hot * np.log(A2), axis=0)))
