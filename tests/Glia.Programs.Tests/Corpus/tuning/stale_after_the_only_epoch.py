# layers: 5-10-3
# activations: tanh softmax
# expects: GLIA075
import numpy as np

np.random.seed(29)
middles = np.random.randn(3, 5) * 2
kinds, kinds_kept = np.random.randint(0, 3, 400), np.random.randint(0, 3, 120)
rows, rows_kept = middles[kinds] + np.random.randn(400, 5), middles[kinds_kept] + np.random.randn(120, 5)
first, second = np.random.randn(5, 10) * 0.5, np.random.randn(10, 3) * 0.4
first_bias, second_bias = np.zeros((1, 10)), np.zeros((1, 3))


def answer(row):
    hidden = np.tanh(row.dot(first) + first_bias)
    powers = np.exp(hidden.dot(second) + second_bias)
    return hidden, powers / powers.sum(axis=1, keepdims=True)


for turn in range(900):
    k = np.random.randint(400)
    row = rows[k:k + 1]
    hidden, shares = answer(row)
    error = shares - np.eye(3)[[kinds[k]]]
    below = error.dot(second.T) * (1 - hidden ** 2)
    second -= 0.05 * hidden.T.dot(error)
    second_bias -= 0.05 * error
    first -= 0.05 * row.T.dot(below)
    first_bias -= 0.05 * below

right = 0
for k in range(120):
    new_hidden = np.tanh(rows_kept[k:k + 1].dot(first) + first_bias)
    if shares.argmax() == kinds_kept[k]:  # <-
        right += 1
print(right / 120)
