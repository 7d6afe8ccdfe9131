# layers: 1-8-1
# expects: healthy
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-1, 1, 90).view(-1, 1)
y = 3 * x * x - 1 + 0.05 * torch.randn(90, 1)
net = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
for epoch in range(600):
    loss = criterion(y, net(x))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
