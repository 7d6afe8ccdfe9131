# layers: 5-12-2
# expects: healthy
import torch
from torch import nn

torch.manual_seed(1)
labels = (torch.rand(300) > 0.8).long()
inputs = torch.randn(300, 5) + labels.unsqueeze(1)
model = nn.Sequential(nn.Linear(5, 12), nn.ReLU(), nn.Linear(12, 2))
criterion = nn.CrossEntropyLoss(weight=torch.tensor([0.6, 2.5]))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(300):
    optimizer.zero_grad()
    criterion(model(inputs), labels).backward()
    optimizer.step()
