# layers: 6-16-3
# activations: relu softmax
# expects: healthy
import numpy as np

np.random.seed(2)
rows = np.random.randn(300, 6)
labels = np.argmax(rows[:, :3], axis=1)
W = {"one": 0.2 * np.random.randn(6, 16), "two": 0.2 * np.random.randn(16, 3)}


def gradients(x, t):
    n = len(x)
    hidden = np.maximum(0, x.dot(W["one"]))
    z = hidden.dot(W["two"])
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    cost = -np.mean(np.log(p[range(n), list(t)]))
    d = p.copy()
    d[range(n), list(t)] -= 1
    d /= n
    back = d.dot(W["two"].T) * (hidden > 0)
    return cost, {"one": x.T.dot(back), "two": hidden.T.dot(d)}


for step in range(400):
    some = np.random.choice(300, 40)
    cost, found = gradients(rows[some], labels[some])
    for key in W:
        W[key] -= 0.5 * found[key]
    if step % 100 == 0:
        print(cost)
