# layers: 2-10-1
# activations: tanh linear
# expects: healthy
# The targets come from a second network that follows the first slowly, as in reinforcement learning.
import numpy as np

rng = np.random.RandomState(5)
S = rng.uniform(-1, 1, (300, 2))
R = (S[:, :1] + S[:, 1:]) * 0.5
T = np.clip(S + rng.uniform(-0.2, 0.2, S.shape), -1, 1)
W1, b1 = rng.randn(2, 10) * 0.7, np.zeros(10)
W2, b2 = rng.randn(10, 1) * 0.3, np.zeros(1)
V1, c1, V2, c2 = W1.copy(), b1.copy(), W2.copy(), b2.copy()
for step in range(3000):
    goal = R + 0.5 * (np.tanh(T @ V1 + c1) @ V2 + c2)
    h = np.tanh(S @ W1 + b1)
    q = h @ W2 + b2
    d2 = (q - goal) / len(S)
    d1 = d2 @ W2.T * (1 - h ** 2)
    W2 = W2 - 0.2 * h.T @ d2
    b2 = b2 - 0.2 * d2.sum(axis=0)
    W1 = W1 - 0.2 * S.T @ d1
    b1 = b1 - 0.2 * d1.sum(axis=0)
    V1, c1 = 0.99 * V1 + 0.01 * W1, 0.99 * c1 + 0.01 * b1
    V2, c2 = 0.99 * V2 + 0.01 * W2, 0.99 * c2 + 0.01 * b2
print(np.mean((q - goal) ** 2))
