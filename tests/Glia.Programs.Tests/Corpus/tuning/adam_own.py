# layers: 3-16-1
# activations: relu linear
# expects: healthy
import numpy as np

np.random.seed(4)
X = np.random.rand(256, 3)
y = (X[:, 0] * X[:, 1] + X[:, 2]).reshape(-1, 1)


class Adam:
    def __init__(self, lr=0.01, b1=0.9, b2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps
        self.m, self.v, self.t = {}, {}, 0

    def step(self, params, grads):
        self.t += 1
        for name in params:
            m = self.m.get(name, np.zeros_like(params[name]))
            v = self.v.get(name, np.zeros_like(params[name]))
            m = self.b1 * m + (1 - self.b1) * grads[name]
            v = self.b2 * v + (1 - self.b2) * grads[name] ** 2
            self.m[name], self.v[name] = m, v
            m_hat = m / (1 - self.b1 ** self.t)
            v_hat = v / (1 - self.b2 ** self.t)
            params[name] = params[name] - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


params = {"w1": np.random.randn(3, 16) * 0.8, "b1": np.zeros(16), "w2": np.random.randn(16, 1) * 0.3, "b2": np.zeros(1)}
optimizer = Adam()
for epoch in range(60):
    for i in range(0, 256, 32):
        xb, yb = X[i:i + 32], y[i:i + 32]
        z = xb @ params["w1"] + params["b1"]
        a = z * (z > 0)
        out = a @ params["w2"] + params["b2"]
        d = 2 * (out - yb) / len(xb)
        grads = {"w2": a.T @ d, "b2": d.sum(0)}
        dz = (d @ params["w2"].T) * (z > 0)
        grads["w1"], grads["b1"] = xb.T @ dz, dz.sum(0)
        optimizer.step(params, grads)
    if epoch % 20 == 0:
        print("mse", np.mean((out - yb) ** 2))
