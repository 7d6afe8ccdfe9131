# layers: 2-1
# expects: healthy
import torch

torch.manual_seed(0)
X = torch.randn(120, 2)
y = 2 * X[:, 0] - X[:, 1] + 0.5
w1 = torch.tensor(0.0, requires_grad=True)
w2 = torch.tensor(0.0, requires_grad=True)
b = torch.tensor(0.0, requires_grad=True)
for step in range(300):
    p = w1 * X[:, 0] + w2 * X[:, 1] + b
    loss = ((p - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w1 -= 0.05 * w1.grad
        w2 -= 0.05 * w2.grad
        b -= 0.05 * b.grad
    w1.grad.zero_()
    w2.grad.zero_()
    b.grad.zero_()
print(loss.item())
