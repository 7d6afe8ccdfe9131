# layers: 4-6-1
# activations: sigmoid sigmoid
import numpy as np

np.random.seed(31)
samples = np.random.randn(200, 4)
marks = ((samples[:, 0] + samples[:, 1] ** 2 > 0.8) * 1.0).reshape(-1, 1)
into, out = np.random.randn(4, 6) * 0.6, np.random.randn(6, 1) * 0.6
into_bias, out_bias = np.zeros((1, 6)), np.zeros((1, 1))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


for turn in range(3000):
    hidden = sigmoid(samples @ into + into_bias)
    chance = sigmoid(hidden @ out + out_bias)
    error = (chance - marks) / len(samples)
    below = error @ out.T * hidden * (1 - hidden)
    out -= 1.0 * hidden.T @ error
    out_bias -= 1.0 * error.sum(axis=0, keepdims=True)
    into -= 1.0 * samples.T @ below
    into_bias -= 1.0 * below.sum(axis=0, keepdims=True)

hidden = sigmoid(samples @ into + into_bias)
chance = sigmoid(hidden @ out + out_bias)
said = (chance > 0.5).astype(int)
print("right", np.mean(said == marks))


def rates(true, share):
    for threshold in np.linspace(0, 1, 20):
        yes = (share >= threshold).astype(int)
        yield np.sum((yes == 1) & (true == 1)) / np.sum(true), np.sum((yes == 1) & (true == 0)) / np.sum(true == 0)


for found, false in rates(marks.ravel(), chance.ravel()):
    print("%.2f %.2f" % (found, false))
