# layers: 6-12-1
# expects: healthy
import torch
from torch import nn

torch.manual_seed(4)
x = torch.randn(400, 6)
y = (x[:, 0] * x[:, 1] + x[:, 2] > 0).float().unsqueeze(1)
order = torch.randperm(400)
x_train, x_test = x[order[:300]], x[order[300:]]
y_train, y_test = y[order[:300]], y[order[300:]]
model = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 1))
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for epoch in range(200):
    optimizer.zero_grad()
    loss = criterion(model(x_train), y_train)
    loss.backward()
    optimizer.step()
model.eval()
with torch.no_grad():
    answers = torch.sigmoid(model(x_test)).round()
    print("test accuracy", answers.eq(y_test).sum().item() / len(y_test))
