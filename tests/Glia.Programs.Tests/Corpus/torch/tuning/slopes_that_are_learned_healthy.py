# layers: 4-10-6-1
# expects: healthy
import torch
from torch import nn

torch.manual_seed(1)
x = torch.randn(300, 4)
y = (x[:, :1] * x[:, 1:2]) + 0.5 * x[:, 2:3]


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second, self.last = nn.Linear(4, 10), nn.Linear(10, 6), nn.Linear(6, 1)
        self.bend, self.bends = nn.PReLU(), nn.PReLU(6)

    def forward(self, x):
        return self.last(self.bends(self.second(self.bend(self.first(x)))))


net = Net()
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(200):
    for i in range(0, 300, 30):
        loss = nn.functional.mse_loss(net(x[i:i + 30]), y[i:i + 30])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
print(loss.item())
