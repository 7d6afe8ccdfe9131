# layers: in part
# expects: GLIA023
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width))

    def forward(self, x):
        return torch.relu(x + self.inner(x))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.begin = nn.Linear(6, 24)
        self.blocks = nn.Sequential(Block(24), Block(24))
        self.end = nn.Linear(24, 4)

    def forward(self, x):
        x = self.blocks(torch.relu(self.begin(x)))
        return torch.softmax(self.end(x), dim=1)  # <-


torch.manual_seed(7)
labels = torch.randint(0, 4, (256,))
inputs = torch.randn(4, 6)[labels] * 2 + torch.randn(256, 6)
model = Residual()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
criterion = nn.CrossEntropyLoss()
for epoch in range(20):
    for rows in torch.randperm(256).split(32):
        optimizer.zero_grad()
        criterion(model(inputs[rows]), labels[rows]).backward()
        optimizer.step()
