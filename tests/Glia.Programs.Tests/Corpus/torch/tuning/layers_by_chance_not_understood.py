# layers: none
# expects: healthy
import torch
from torch import nn

torch.manual_seed(2)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.middle, self.last = nn.Linear(5, 12), nn.Linear(12, 12), nn.Linear(12, 1)
        self.passes = 0

    def forward(self, x):
        h = torch.relu(self.first(x))
        if self.passes % 2 == 1:
            h = torch.relu(self.middle(h))
        self.passes += 1
        return self.last(h)


net = Net()
x = torch.randn(100, 5)
y = x[:, :1] - x[:, 1:2]
optimizer = torch.optim.SGD(net.parameters(), lr=0.05)
for step in range(200):
    loss = ((net(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
