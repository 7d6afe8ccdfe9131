# layers: 3-8-1
# activations: tanh sigmoid
# expects: GLIA076
import numpy as np

rng = np.random.default_rng(41)
data = rng.normal(size=(240, 3))
labels = (data[:, 0] - data[:, 1] > 0.3).astype(int)
W1, b1 = rng.normal(0, 0.5, (3, 8)), np.zeros(8)
W2, b2 = rng.normal(0, 0.5, (8, 1)), np.zeros(1)
for epoch in range(200):
    hidden = np.tanh(data[:160] @ W1 + b1)
    output = 1 / (1 + np.exp(-(hidden @ W2 + b2)))
    error = (output - labels[:160].reshape(-1, 1)) / 160
    back = error @ W2.T * (1 - hidden ** 2)
    W2 -= 2 * hidden.T @ error
    b2 -= 2 * error.sum(axis=0)
    W1 -= 2 * data[:160].T @ back
    b1 -= 2 * back.sum(axis=0)
    if epoch % 40 == 0:
        answers = (1 / (1 + np.exp(-(np.tanh(data[160:] @ W1 + b1) @ W2 + b2))) > 0.5).astype(int)  # <-
        print(epoch, "accuracy", np.mean(answers == labels[160:]))
