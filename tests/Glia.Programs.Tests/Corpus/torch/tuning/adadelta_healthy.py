# layers: 6-16-3
# expects: healthy
import torch
from torch import nn
from torch.optim.lr_scheduler import StepLR
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 6)
y = torch.argmax(x[:, :3] + 0.5 * x[:, 3:], dim=1)
loader = DataLoader(TensorDataset(x, y), batch_size=32, shuffle=True)
net = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 3))
optimizer = torch.optim.Adadelta(net.parameters(), lr=1.0)
scheduler = StepLR(optimizer, step_size=1, gamma=0.95)
for epoch in range(25):
    for rows, kinds in loader:
        optimizer.zero_grad()
        loss = nn.functional.nll_loss(nn.functional.log_softmax(net(rows), dim=1), kinds)
        loss.backward()
        optimizer.step()
    scheduler.step()
