# layers: 6-12-1
# expects: GLIA016 warning
import torch
from torch import nn

torch.manual_seed(7)
x = torch.randn(640, 6)
y = (x[:, :1] - x[:, 1:2] > 0).float()
batch = 16
model = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 1))
loss_fn = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(20):
    for i in range(640 // batch):
        xb = x[0:batch]  # <-
        yb = y[0:batch]
        optimizer.zero_grad()
        loss = loss_fn(model(xb), yb)
        loss.backward()
        optimizer.step()
    print("loss", loss.item())
