# layers: 5-8-2
# activations: tanh softmax
# expects: GLIA068 warning
import numpy as np

generator = np.random.RandomState(13)
kinds = generator.randint(0, 2, 400)
points = generator.randn(2, 5)[kinds] + generator.randn(400, 5)
wanted = np.eye(2)[kinds]
first, second = generator.randn(5, 8) * 0.4, generator.randn(8, 2) * 0.4
rate = 0.2
for epoch in range(30):
    for start in range(0, 400, 40):
        x, y = points[start:start + 40], wanted[start:start + 40]
        hidden = np.tanh(x.dot(first))
        powers = np.exp(hidden.dot(second))
        chances = powers / powers.sum(axis=1, keepdims=True)
        error = (chances - y) / len(x)
        back = error.dot(second.T) * (1 - hidden ** 2)
        second -= rate * hidden.T.dot(error)
        first -= rate * x.T.dot(back)  # <-
        rate *= 0.6
    print(epoch, -np.mean(np.log(chances[y == 1])))
