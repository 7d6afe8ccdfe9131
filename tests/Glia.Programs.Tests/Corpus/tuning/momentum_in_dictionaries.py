# layers: 4-8-1
# activations: tanh linear
# expects: healthy
import numpy as np

np.random.seed(13)
X = np.random.randn(128, 4)
y = np.sin(X[:, :1]) + 0.5 * X[:, 1:2]
params = {"W1": np.random.randn(4, 8) * 0.5, "b1": np.zeros((1, 8)), "W2": np.random.randn(8, 1) * 0.4, "b2": np.zeros((1, 1))}
speed = {name: np.zeros_like(value) for name, value in params.items()}
for epoch in range(60):
    for i in range(0, 128, 32):
        xb, yb = X[i:i + 32], y[i:i + 32]
        h = np.tanh(xb @ params["W1"] + params["b1"])
        d2 = 2 * (h @ params["W2"] + params["b2"] - yb) / 32
        d1 = d2 @ params["W2"].T * (1 - h ** 2)
        grads = {"W1": xb.T @ d1, "b1": d1.sum(axis=0, keepdims=True), "W2": h.T @ d2, "b2": d2.sum(axis=0, keepdims=True)}
        for name in params:
            speed[name] = 0.9 * speed[name] + grads[name]
            params[name] -= 0.02 * speed[name]
print(np.mean((np.tanh(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"] - y) ** 2))
