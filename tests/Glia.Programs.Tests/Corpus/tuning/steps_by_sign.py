# layers: 4-14-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

rng = np.random.RandomState(8)
x = rng.uniform(-1, 1, (150, 4))
y = (x[:, :1] * x[:, 1:2] > 0).astype(float)
weights = [rng.randn(4, 14) * 0.7, rng.randn(14, 1) * 0.4]
sizes = [np.full(w.shape, 0.01) for w in weights]
before = [np.zeros(w.shape) for w in weights]

for step in range(500):
    h = np.tanh(x @ weights[0])
    out = 1 / (1 + np.exp(-(h @ weights[1])))
    d = (out - y) / len(x)
    gradients = [x.T @ ((d @ weights[1].T) * (1 - h ** 2)), h.T @ d]
    for k in range(2):
        agree = gradients[k] * before[k]
        sizes[k] = np.clip(sizes[k] * np.where(agree > 0, 1.2, np.where(agree < 0, 0.5, 1.0)), 1e-6, 0.5)
        weights[k] = weights[k] - np.sign(gradients[k]) * sizes[k]
        before[k] = gradients[k]

print("right:", ((out > 0.5) == y).mean())
