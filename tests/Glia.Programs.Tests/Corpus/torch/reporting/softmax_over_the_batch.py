# layers: 5-24-3
# expects: GLIA050
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(6)
x = torch.randn(300, 5)
t = (x[:, 0] + x[:, 1] > 0).long() + (x[:, 2] > 0.3).long()


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(5, 24)
        self.b = nn.Linear(24, 3)

    def forward(self, v):
        h = torch.sigmoid(self.a(v))
        return F.log_softmax(self.b(h), dim=0)  # <-


model = Model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
batch = 30
for epoch in range(40):
    for k in range(len(x) // batch):
        xs, ts = x[k * batch:(k + 1) * batch], t[k * batch:(k + 1) * batch]
        loss = F.nll_loss(model(xs), ts)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
print(loss.item())
