"""F51: outputs [n,1] against targets [n]: the loss silently becomes a mean over an n x n table."""
from tiny import *

rng = np.random.default_rng(0)
x = rng.normal(size=(200, 3))
y = x @ [2.0, -1.0, 0.5] + 0.1 * rng.normal(size=200)         # shape [200]

w = np.array([2.0, -1.0, 0.5])[:, None]
p = x @ w                                                     # shape [200,1], nearly perfect
print(f"p - y has shape {(p - y).shape}, p - y[:, None] has shape {(p - y[:, None]).shape}")
print(f"loss of a nearly perfect answer: wrong {np.mean((p - y) ** 2):.3f}, right {np.mean((p - y[:, None]) ** 2):.3f}")
alone = np.mean([np.mean((x[i:i + 1] @ w - y[i:i + 1]) ** 2) for i in range(200)])
print(f"mean of the 200 losses of single rows: {alone:.3f}")
print(f"loss of the constant answer mean(y): wrong {np.mean((np.full((200, 1), y.mean()) - y) ** 2):.3f}")

print("trained with  weights                spread of the answers  error on the rows")
for name, target in (("[n]", y), ("[n,1]", y[:, None])):
    w, b = np.zeros((3, 1)), 0.0
    for _ in range(300):
        d = x @ w + b - target                                # [200,200] in the first case
        g = 2 * d.mean(axis=1, keepdims=True) / len(x)
        w, b = w - 0.1 * x.T @ g, b - 0.1 * g.sum()
    p = x @ w + b
    print(f"{name:12}  " + " ".join(f"{v:6.3f}" for v in w[:, 0]) + f"   {p.std():21.3f}  {np.sqrt(np.mean((p[:, 0] - y) ** 2)):.3f}")
