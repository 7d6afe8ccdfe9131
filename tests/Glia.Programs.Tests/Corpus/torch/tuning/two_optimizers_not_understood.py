# layers: none
# expects: healthy
import torch
from torch import nn

torch.manual_seed(3)
x = torch.randn(128, 4)
y = torch.sin(x.sum(dim=1, keepdim=True))
body, head = nn.Sequential(nn.Linear(4, 20), nn.Tanh()), nn.Linear(20, 1)
slow, fast = torch.optim.Adam(body.parameters(), lr=1e-3), torch.optim.SGD(head.parameters(), lr=1e-2)
for epoch in range(200):
    slow.zero_grad()
    fast.zero_grad()
    loss = ((head(body(x)) - y) ** 2).mean()
    loss.backward()
    slow.step()
    fast.step()
