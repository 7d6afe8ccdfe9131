# layers: 4-7-3
# activations: sigmoid softmax
# expects: healthy
import numpy as np

# All samples go through at once, as columns, and are counted one by one.
random = np.random.RandomState(3)
kinds = random.randint(0, 3, 90)
rows = (random.randn(3, 4)[kinds] * 2 + random.randn(90, 4)).T
train, test, train_kinds, test_kinds = rows[:, :75], rows[:, 75:], kinds[:75], kinds[75:]
W1, W2 = random.randn(7, 4) * 0.5, random.randn(3, 7) * 0.5


def count(X, labels):
    scores = W2 @ (1 / (1 + np.exp(-(W1 @ X))))
    right, loss = 0, 0
    for i in range(X.shape[1]):
        column = scores[:, i]
        shares = np.exp(column) / sum(np.exp(column))
        loss -= np.log(shares[labels[i]])
        if np.where(shares == max(shares))[0][0] == labels[i]:
            right += 1
    return loss / X.shape[1], right / X.shape[1]


for epoch in range(60):
    for i in range(75):
        x = train[:, i:i + 1]
        hidden = 1 / (1 + np.exp(-(W1 @ x)))
        powers = np.exp(W2 @ hidden)
        error = powers / powers.sum()
        error[train_kinds[i], 0] -= 1
        back = W2.T @ error * hidden * (1 - hidden)
        W2 = W2 - 0.05 * error @ hidden.T
        W1 = W1 - 0.05 * back @ x.T
    print(epoch, count(train, train_kinds), count(test, test_kinds))
