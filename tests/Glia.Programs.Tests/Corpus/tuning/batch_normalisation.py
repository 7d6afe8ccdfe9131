# layers: none
# activations: none
# expects: healthy
import numpy as np

rng = np.random.RandomState(2)
y = rng.randint(0, 3, 150)
X = rng.randn(3, 5)[y] * 2 + rng.randn(150, 5)
Y = np.eye(3)[y]
W1 = rng.randn(5, 12) * np.sqrt(2 / 5)
gamma, beta = np.ones(12), np.zeros(12)
W2, b2 = rng.randn(12, 3) * np.sqrt(1 / 12), np.zeros(3)
lr = 0.2
for it in range(300):
    z = X @ W1
    mu, var = z.mean(axis=0), z.var(axis=0)
    zhat = (z - mu) / np.sqrt(var + 1e-5)
    bn = gamma * zhat + beta
    h = np.maximum(0, bn)
    s = h @ W2 + b2
    p = np.exp(s - s.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    d = (p - Y) / len(X)
    dW2, db2 = h.T @ d, d.sum(0)
    dbn = (d @ W2.T) * (bn > 0)
    dgamma, dbeta = (dbn * zhat).sum(0), dbn.sum(0)
    dzhat = dbn * gamma
    dz = (dzhat - dzhat.mean(0) - zhat * (dzhat * zhat).mean(0)) / np.sqrt(var + 1e-5)
    dW1 = X.T @ dz
    W1 -= lr * dW1
    gamma -= lr * dgamma
    beta -= lr * dbeta
    W2 -= lr * dW2
    b2 -= lr * db2
print((p.argmax(1) == y).mean())
