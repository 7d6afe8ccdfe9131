# layers: 5-12-4
# activations: relu softmax
# expects: GLIA050
import numpy as np

generator = np.random.RandomState(5)
kinds = generator.randint(0, 4, 240)
points = generator.randn(4, 5)[kinds] * 2 + generator.randn(240, 5)
wanted = np.eye(4)[kinds]


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=0))
    return powers / powers.sum(axis=0)


first = generator.randn(5, 12) * np.sqrt(2 / 5)
second = generator.randn(12, 4) * np.sqrt(2 / 12)
for epoch in range(80):
    for start in range(0, 240, 40):
        x, y = points[start:start + 40], wanted[start:start + 40]
        hidden = np.maximum(0, x.dot(first))
        chances = softmax(hidden.dot(second))  # <-
        error = (chances - y) / len(x)
        back = error.dot(second.T) * (hidden > 0)
        second -= 0.3 * hidden.T.dot(error)
        first -= 0.3 * x.T.dot(back)
    print(epoch, -np.mean(np.log(chances[y == 1])))
