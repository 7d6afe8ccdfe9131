# layers: 2-6-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

np.random.seed(4)
x = np.random.randint(0, 2, (200, 2)).astype(float)
y = (x[:, :1] != x[:, 1:]) * 1.0
w1 = np.random.randn(6, 2)
b1 = np.zeros((6, 1))
w2 = np.random.randn(1, 6)
b2 = np.zeros((1, 1))


def forward(rows):
    hidden = np.tanh(w1.dot(rows.T) + b1)
    return hidden, 1 / (1 + np.exp(-(w2.dot(hidden) + b2)))


for epoch in range(1000):
    hidden, out = forward(x)
    d2 = (out - y.T) / len(x)
    d1 = w2.T.dot(d2) * (1 - hidden ** 2)
    w2 = w2 - 0.5 * d2.dot(hidden.T)
    b2 = b2 - 0.5 * d2.sum(axis=1, keepdims=True)
    w1 = w1 - 0.5 * d1.dot(x)
    b1 = b1 - 0.5 * d1.sum(axis=1, keepdims=True)

# Of four rows the same one comes again and again, at times in the place of the one before.
right = 0
for i in range(600):
    first = np.random.choice([0, 1])
    second = np.random.choice([0, 1])
    row = np.array([first, second])
    row.shape = (1, 2)
    answer = np.squeeze(forward(row)[1])
    said = 1 if answer >= 0.5 else 0
    right += said == (first ^ second)
print(right / 600)
