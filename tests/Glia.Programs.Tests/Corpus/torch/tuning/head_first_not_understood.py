# layers: none
# expects: healthy
import torch
from torch import nn

torch.manual_seed(4)
points = torch.randn(200, 2)
inside = (points.pow(2).sum(dim=1) < 1.4).long()
body = nn.Sequential(nn.Linear(2, 24), nn.ReLU())
head = nn.Linear(24, 2)


def train(optimizer, steps):
    for step in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(head(body(points)), inside).backward()
        optimizer.step()


train(torch.optim.Adam(head.parameters(), lr=0.01), 50)
train(torch.optim.Adam(list(body.parameters()) + list(head.parameters()), lr=0.01), 300)
print((head(body(points)).argmax(1) == inside).float().mean().item())
