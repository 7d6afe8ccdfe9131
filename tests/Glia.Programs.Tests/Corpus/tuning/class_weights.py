# layers: none
import numpy as np

rng = np.random.RandomState(5)
points = rng.randn(180, 3)
rare = (points[:, 0] + points[:, 2] > 1.4).astype(int)
wanted = np.eye(2)[rare]
weight_of = np.array([1.0, 5.0])

w1 = rng.randn(3, 12) * 0.6
b1 = np.zeros(12)
w2 = rng.randn(12, 2) * 0.4
b2 = np.zeros(2)

for epoch in range(400):
    hidden = np.maximum(0, points.dot(w1) + b1)
    scores = hidden.dot(w2) + b2
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    share = e / e.sum(axis=1, keepdims=True)
    error = (share - wanted) / len(points)
    error = error * weight_of[rare][:, None]
    below = error.dot(w2.T) * (hidden > 0)
    w2 -= 0.4 * hidden.T.dot(error)
    b2 -= 0.4 * error.sum(axis=0)
    w1 -= 0.4 * points.T.dot(below)
    b1 -= 0.4 * below.sum(axis=0)

print("recall", (share.argmax(axis=1)[rare == 1] == 1).mean())
