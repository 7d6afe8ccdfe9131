# layers: 3-40-40-1
# expects: GLIA059
import torch
from torch import nn


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(3, 40), nn.ReLU())  # <-

    def forward(self, x):
        return self.net(x)


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(40, 40), nn.ReLU(), nn.Linear(40, 1))

    def forward(self, h):
        return self.net(h)


torch.manual_seed(31)
x = torch.randn(400, 3)
y = torch.sin(4 * x[:, :1]) * torch.cos(3 * x[:, 1:2])
encoder, head = Encoder(), Head()
optimizer = torch.optim.Adam(list(encoder.parameters()) + list(head.parameters()), lr=0.005)
for step in range(800):
    features = encoder(x)
    prediction = head(features.detach())  # <-
    loss = ((prediction - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 200 == 0:
        print(step, loss.item())
