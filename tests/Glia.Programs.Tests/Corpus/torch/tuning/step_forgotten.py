# layers: in part
# expects: GLIA071
import torch
from torch import nn

torch.manual_seed(4)
points = torch.randn(200, 3)
labels = (points.sum(dim=1) > 0).long()
model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 2))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)

for epoch in range(30):
    total = 0.0
    for start in range(0, 200, 20):
        optimizer.zero_grad()
        loss = criterion(model(points[start:start + 20]), labels[start:start + 20])
        loss.backward()  # <-
        total += loss.item()
    print(f"epoch {epoch}: {total / 10:.4f}")
