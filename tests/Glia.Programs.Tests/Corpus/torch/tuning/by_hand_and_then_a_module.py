# layers: 3-1
# expects: GLIA066
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
rows = torch.randn(120, 3)
wanted = rows @ torch.tensor([[1.5], [-2.0], [0.5]]) + 0.3

w = torch.zeros(3, 1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
for step in range(50):
    loss = ((rows @ w + b - wanted) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        b -= 0.1 * b.grad
        w.grad.zero_()
        b.grad.zero_()
print("by hand", loss.item())

model = nn.Linear(3, 1)
print("before", nn.functional.mse_loss(model(rows), wanted).item())
batches = DataLoader(TensorDataset(rows, wanted), batch_size=20, shuffle=True)
optimizer = torch.optim.SGD(model.parameters(), lr=1e-6)  # <-
for epoch in range(30):
    for xb, yb in batches:
        loss = nn.functional.mse_loss(model(xb), yb)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
print("with a module", loss.item())
