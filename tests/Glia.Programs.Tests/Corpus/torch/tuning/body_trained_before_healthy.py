# layers: 2-32-16-1
# expects: healthy
import torch
from torch import nn

torch.manual_seed(0)
points = torch.randn(400, 2)
far = points.pow(2).sum(dim=1)
rings = (far * 2).long().clamp(max=4)
middle = ((far > 1) & (far < 2.5)).float().unsqueeze(1)

# First the rings, with a head that is thrown away.
body = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 16), nn.ReLU())
first_head = nn.Linear(16, 5)
optimizer = torch.optim.Adam(list(body.parameters()) + list(first_head.parameters()), lr=0.01)
for step in range(400):
    optimizer.zero_grad()
    nn.functional.cross_entropy(first_head(body(points)), rings).backward()
    optimizer.step()

# Then another question, with what was learned.
for weight in body.parameters():
    weight.requires_grad = False
head = nn.Linear(16, 1)
optimizer = torch.optim.Adam(head.parameters(), lr=0.02)
for step in range(400):
    optimizer.zero_grad()
    loss = nn.functional.binary_cross_entropy_with_logits(head(body(points)), middle)
    loss.backward()
    optimizer.step()
print(((head(body(points)) > 0).float() == middle).float().mean().item())
