# layers: 3-1
# expects: healthy
import torch

torch.manual_seed(0)
X = torch.randn(120, 3)
y = X @ torch.tensor([1., -2., .5]) + 0.3
w = torch.randn(3, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
optimizer = torch.optim.SGD([w, b], lr=0.1)
for i in range(200):
    p = (X * w).sum(dim=1) + b
    loss = torch.mean((p - y).pow(2).mean())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(loss.item())
