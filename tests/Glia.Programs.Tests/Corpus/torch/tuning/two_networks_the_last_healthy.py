# layers: 2-12-1
# expects: healthy
import torch
from torch import nn

torch.manual_seed(4)
x = torch.randn(240, 2)
y = ((x[:, 0] ** 2 + x[:, 1] ** 2) > 1.2).float().unsqueeze(1)


def train(model, optimizer, epochs):
    loss_fn = nn.BCEWithLogitsLoss()
    for epoch in range(epochs):
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


lines = nn.Sequential(nn.Linear(2, 5), nn.Linear(5, 1))
print("straight lines", train(lines, torch.optim.SGD(lines.parameters(), lr=0.1), 60))

curves = nn.Sequential(nn.Linear(2, 12), nn.ReLU(), nn.Linear(12, 1))
print("curves", train(curves, torch.optim.Adam(curves.parameters(), lr=0.05), 300))
with torch.no_grad():
    right = ((curves(x) > 0) == (y > 0.5)).float().mean().item()
print("right", right)
