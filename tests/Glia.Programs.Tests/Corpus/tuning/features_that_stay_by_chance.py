# layers: 6-40-3
# activations: tanh softmax
# expects: healthy
import numpy as np

# The hidden layer is left as chance made it; the error is taken back through it only to be looked at.
random = np.random.RandomState(3)
labels = random.randint(0, 3, 300)
rows = random.randn(3, 6)[labels] * 2 + random.randn(300, 6)
wanted = np.eye(3)[labels]
features = random.randn(6, 40) * 0.4
weights = np.zeros((40, 3))
for epoch in range(80):
    order = random.permutation(300)
    for start in range(0, 300, 30):
        batch = order[start:start + 30]
        given = rows[batch]
        seen = np.tanh(given @ features)
        scores = seen @ weights
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = scores / scores.sum(axis=1, keepdims=True)
        error = (shares - wanted[batch]) / len(batch)
        length = np.linalg.norm(given.T @ (error @ weights.T * (1 - seen ** 2)))
        weights -= 0.5 * seen.T @ error
    if epoch % 20 == 0:
        print(epoch, -np.mean(np.log(shares[wanted[batch] == 1])), length)
