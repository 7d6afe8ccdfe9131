# layers: 2-8-1
# activations: tanh sigmoid
# expects: healthy
# The rate is halved where the loss grew, and the last layer has half of it; weights are changed through names for their parts.
import numpy as np

rng = np.random.RandomState(9)
X = rng.uniform(-1, 1, (200, 2))
Y = ((X ** 2).sum(axis=1, keepdims=True) < 0.6).astype(float)
W = {"a": rng.randn(2, 8), "b": rng.randn(8, 1) * 0.4}
B = {"a": np.zeros((1, 8)), "b": np.zeros((1, 1))}
rate, before = 2.0, np.inf
for step in range(3000):
    h = np.tanh(np.dot(X, W["a"]) + B["a"])
    p = 1 / (1 + np.exp(-(np.dot(h, W["b"]) + B["b"])))
    loss = -np.mean(Y * np.log(p + 1e-9) + (1 - Y) * np.log(1 - p + 1e-9))
    if loss > before:
        rate *= 0.9
    before = loss
    e = (p - Y) / 200
    B["b"] -= 0.5 * rate * e.sum(axis=0, keepdims=True)
    back = np.dot(e, W["b"].T) * (1 - h ** 2)
    B["a"] -= rate * back.sum(axis=0, keepdims=True)
    W["b"] -= 0.5 * rate * np.dot(h.T, e)
    W["a"] -= rate * np.dot(X.T, back)
print(((p > 0.5) == Y).mean())
