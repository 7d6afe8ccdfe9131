# layers: 2-3
# expects: healthy
import numpy as np

rng = np.random.default_rng(3)
centres = np.array([[0.0, 0.0], [6.0, 0.0], [0.0, 6.0]])
labels = rng.integers(0, 3, 90)
inputs = centres[labels] + rng.normal(0, 0.6, (90, 2))
targets = np.eye(3)[labels]
W = rng.uniform(-0.5, 0.5, (3, 2))
b = np.zeros(3)
for epoch in range(60):
    for x, t in zip(inputs, targets):
        said = (W.dot(x) + b > 0).astype(int)
        error = t - said
        W = W + 0.05 * np.outer(error, x)
        b = b + 0.05 * error
scores = inputs @ W.T + b
print("right", np.mean(scores.argmax(axis=1) == labels))
