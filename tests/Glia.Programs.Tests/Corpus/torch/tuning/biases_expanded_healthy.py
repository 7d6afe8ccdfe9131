# layers: 3-1
# expects: healthy
import torch

torch.manual_seed(2)
x = torch.randn(50, 3)
y = x.mm(torch.tensor([[1.0], [-2.0], [0.5]])) + 4 + 0.1 * torch.randn(50, 1)
w = torch.rand(3, 1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
for step in range(400):
    answer = x.mm(w) + b.expand_as(y)
    loss = (answer - y).pow(2).mean()
    loss.backward()
    w.data.sub_(0.1 * w.grad.data)
    b.data.sub_(0.1 * b.grad.data)
    w.grad.data.zero_()
    b.grad.data.zero_()
