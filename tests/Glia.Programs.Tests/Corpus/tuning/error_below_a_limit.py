# layers: 3-4-1
# activations: sigmoid sigmoid
# expects: healthy
import numpy as np

np.random.seed(4)
rows = np.hstack([np.ones((60, 1)), np.random.randn(60, 2)])
marks = (rows[:, 1] - rows[:, 2] > 0).astype(int)
first, second = np.random.rand(4, 3) - 0.5, np.random.rand(1, 4) - 0.5


def forward(x):
    h = 1 / (1 + np.exp(-first.dot(x)))
    return h, 1 / (1 + np.exp(-second.dot(h)))


for epoch in range(150):
    for n in range(60):
        i = np.random.randint(60)
        x = rows[i].reshape(3, 1)
        h, o = forward(x)
        if np.abs(marks[i] - o) > 0.01:
            d2 = (marks[i] - o) * o * (1 - o)
            d1 = second.T.dot(d2) * h * (1 - h)
            second += 0.5 * d2.dot(h.T)
            first += 0.5 * d1.dot(x.T)
outputs = [forward(rows[i].reshape(3, 1))[1] for i in range(60)]
print(np.mean((np.array(outputs).reshape(-1) > 0.5) == (marks > 0.5)))
