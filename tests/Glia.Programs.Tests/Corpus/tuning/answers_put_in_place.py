# layers: 3-5-1
# activations: tanh sigmoid
# expects: healthy
import numpy as np

# Each answer takes the place of its output, one after the other.
random = np.random.RandomState(9)
inputs = random.randn(60, 3)
wanted = (inputs[:, :1] * inputs[:, 1:2] > 0).astype(float)
weights = [random.randn(3, 5), random.randn(5, 1)]
biases = [np.zeros((1, 5)), np.zeros((1, 1))]


def answer(x):
    hidden = np.tanh(x @ weights[0] + biases[0])
    return hidden, 1 / (1 + np.exp(-(hidden @ weights[1] + biases[1])))


for step in range(3000):
    hidden, output = answer(inputs)
    error = (output - wanted) / 60
    back = error @ weights[1].T * (1 - hidden ** 2)
    weights[1] = weights[1] - hidden.T @ error
    biases[1] = biases[1] - error.sum(axis=0, keepdims=True)
    weights[0] = weights[0] - inputs.T @ back
    biases[0] = biases[0] - back.sum(axis=0, keepdims=True)

new = random.randn(40, 3)
right = (new[:, :1] * new[:, 1:2] > 0).astype(float)
_, answers = answer(new)
for i in range(len(answers)):
    if answers[i] > 0.5:
        answers[i] = 1
    else:
        answers[i] = 0
print(np.mean(answers == right))
