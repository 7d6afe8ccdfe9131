# layers: 2-6-2
# expects: healthy
import random

import torch
from torch import nn

torch.manual_seed(1)
random.seed(1)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.last = nn.Linear(2, 6), nn.Linear(6, 2)
        self.softmax = nn.Softmax(dim=0)

    def forward(self, x):
        return self.softmax(self.last(torch.tanh(self.first(x))))


rows = [((0, 0), (1, 0)), ((0, 1), (0, 1)), ((1, 0), (0, 1)), ((1, 1), (1, 0))]
net = Net()
optimizer = torch.optim.SGD(net.parameters(), lr=0.3)
criterion = nn.MSELoss()
for epoch in range(800):
    random.shuffle(rows)
    for x, y in rows:
        loss = criterion(net(torch.tensor(x, dtype=torch.float32)), torch.tensor(y, dtype=torch.float32))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
print(loss.item())
