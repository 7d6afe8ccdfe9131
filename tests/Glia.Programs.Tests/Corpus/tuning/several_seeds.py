# layers: 3-5-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

data = np.random.RandomState(0).randn(90, 3)
labels = (data.sum(axis=1, keepdims=True) > 0) * 1.0
scores = []
for seed in range(4):
    rng = np.random.RandomState(seed)
    a, b = rng.randn(3, 5) * 0.5, rng.randn(5, 1) * 0.5
    for epoch in range(40):
        for i in range(0, 90, 30):
            x, y = data[i:i + 30], labels[i:i + 30]
            h = np.tanh(x @ a)
            o = 1 / (1 + np.exp(-(h @ b)))
            d = (o - y) / 30
            e = d @ b.T * (1 - h * h)
            b -= 1.0 * h.T @ d
            a -= 1.0 * x.T @ e
    scores.append(np.mean(((1 / (1 + np.exp(-(np.tanh(data @ a) @ b)))) > 0.5) == (labels > 0.5)))
print("accuracy", scores)
