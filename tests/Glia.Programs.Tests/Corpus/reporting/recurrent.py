# layers: none
# activations: none
# expects: healthy
import numpy as np

np.random.seed(22)
wx, wh, wo = np.random.randn(1, 6) * 0.5, np.random.randn(6, 6) * 0.3, np.random.randn(6, 1) * 0.5
for step in range(200):
    xs = np.random.randint(0, 2, (5, 8, 1)).astype(float)
    target = xs.sum(axis=0)
    hs = [np.zeros((8, 6))]
    for t in range(5):
        hs.append(np.tanh(xs[t] @ wx + hs[-1] @ wh))
    out = hs[-1] @ wo
    d = 2 * (out - target) / 8
    gwo = hs[-1].T @ d
    dh = d @ wo.T
    gwx, gwh = np.zeros_like(wx), np.zeros_like(wh)
    for t in reversed(range(5)):
        dz = dh * (1 - hs[t + 1] ** 2)
        gwx += xs[t].T @ dz
        gwh += hs[t].T @ dz
        dh = dz @ wh.T
    wx -= 0.01 * gwx
    wh -= 0.01 * gwh
    wo -= 0.01 * gwo
print(np.mean((out - target) ** 2))
