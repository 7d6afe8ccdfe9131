# layers: 3-1
# expects: healthy
import torch

torch.manual_seed(0)
X = torch.randn(120, 3)
y = X @ torch.tensor([1., -2., .5]) + 0.3
w = torch.randn(3, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
for i in range(200):
    p = X @ w + b
    loss = (0.5 * (p - y) ** 2).sum()
    loss.backward()
    with torch.no_grad():
        w -= 0.002 * w.grad
        b -= 0.002 * b.grad
        w.grad.zero_()
        b.grad.zero_()
print(loss.item())
