# layers: 2-12-1
# expects: healthy
import torch
from torch import nn

torch.manual_seed(3)
points = torch.randn(1500, 2)
inside = (points.pow(2).sum(dim=1) < 1.4).float()

# Whoever plots them goes through them number by number, twice.
left = [float(value) for value in points[:, 0]]
up = [float(value) for value in points[:, 1]]
print(min(left), max(left), min(up), max(up))

model = nn.Sequential(nn.Linear(2, 12), nn.Tanh(), nn.Linear(12, 1))
loss_of = nn.BCEWithLogitsLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
for epoch in range(400):
    out = model(points).squeeze()
    loss = loss_of(out, inside)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
right = ((out > 0) == (inside > 0.5)).float().mean()
print(loss.item(), right.item())
