# layers: 6-24-24-1
# expects: GLIA071
import torch
import torch.nn as nn

torch.manual_seed(5)
features = torch.rand(256, 6) * 2 - 1
target = torch.sin(3 * features[:, :1] * features[:, 1:2]) + features[:, 2:3] ** 2


class Regressor(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.blocks = [nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:])]  # <-
        self.head = nn.Linear(sizes[-1], 1)

    def forward(self, x):
        for block in self.blocks:
            x = torch.tanh(block(x))  # <-
        return self.head(x)


model = Regressor([6, 24, 24])
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
mse = nn.MSELoss()
for epoch in range(600):
    optimizer.zero_grad()
    loss = mse(model(features), target)
    loss.backward()
    optimizer.step()
    if epoch % 100 == 0:
        print(epoch, float(loss))
