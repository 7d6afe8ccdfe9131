# layers: 6-12-3
# activations: relu softmax
# expects: healthy
import numpy as np

np.random.seed(11)
N = 300
Y = np.random.randint(3, size=N)
X = np.eye(3)[Y] @ np.random.randn(3, 6) * 2 + np.random.randn(N, 6)
T = np.eye(3)[Y]
params = {"W1": np.random.randn(6, 12) * 0.3, "b1": np.zeros((1, 12)), "W2": np.random.randn(12, 3) * 0.3, "b2": np.zeros((1, 3))}
velocity = {k: np.zeros_like(v) for k, v in params.items()}
mu, eta = 0.9, 0.05


def softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


for it in range(600):
    idx = np.random.choice(N, 50, replace=False)
    x, t = X[idx], T[idx]
    z1 = x.dot(params["W1"]) + params["b1"]
    a1 = np.maximum(z1, 0)
    p = softmax(a1.dot(params["W2"]) + params["b2"])
    loss = -(t * np.log(p + 1e-12)).sum(axis=1).mean()
    ds = (p - t) / len(x)
    grads = {"W2": a1.T.dot(ds), "b2": ds.sum(axis=0, keepdims=True)}
    dz1 = ds.dot(params["W2"].T)
    dz1[z1 <= 0] = 0
    grads["W1"] = x.T.dot(dz1)
    grads["b1"] = dz1.sum(axis=0, keepdims=True)
    for k in params:
        velocity[k] = mu * velocity[k] - eta * grads[k]
        params[k] += velocity[k]
    if it % 100 == 0:
        print(it, loss)
