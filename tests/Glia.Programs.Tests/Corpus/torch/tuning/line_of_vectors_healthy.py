# layers: 1-1
# expects: healthy
import torch

torch.manual_seed(3)
x = torch.linspace(-1, 1, 60)
y = 2.5 * x - 0.7 + 0.05 * torch.randn(60)
w = torch.zeros(1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
rate = 0.2
for epoch in range(300):
    out = w * x + b
    loss = ((out - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= rate * w.grad
        b -= rate * b.grad
    w.grad.zero_()
    b.grad.zero_()
    if epoch % 100 == 0:
        print(epoch, loss.item())
