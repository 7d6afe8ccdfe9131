# layers: in part
# expects: GLIA071
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 8)
        self.second = nn.Linear(8, 1)

    def forward(self, x):
        return self.second(torch.tanh(self.first(x)))


torch.manual_seed(2)
x = torch.rand(64, 2)
y = (x[:, :1] * x[:, 1:])
net = Net()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for i in range(100):
    opt.zero_grad()
    loss = F.mse_loss(net(x), y)
    opt.step()  # <-
    if i % 10 == 0:
        print(i, loss.item())
