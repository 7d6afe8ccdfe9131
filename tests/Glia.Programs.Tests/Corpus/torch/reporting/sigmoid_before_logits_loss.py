# layers: 12-16-1
# expects: GLIA023 warning
import torch
import torch.nn as nn
import torch.optim as optim


class LogisticNet(nn.Module):
    def __init__(self, n_inputs=12):
        super().__init__()
        self.fc1 = nn.Linear(n_inputs, 16)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(16, 1)  # <-
        self.sigmoid = nn.Sigmoid()  # <-

    def forward(self, x):
        return self.sigmoid(self.fc2(self.relu(self.fc1(x))))  # <-


torch.manual_seed(8)
weights = torch.randn(12, 1)
data = torch.randn(500, 12)
labels = (data @ weights > 0).float()
net = LogisticNet()
criterion = nn.BCEWithLogitsLoss()
optimizer = optim.Adam(net.parameters(), lr=1e-2)
for epoch in range(100):
    optimizer.zero_grad()
    output = net(data)
    loss = criterion(output, labels)  # <-
    loss.backward()
    optimizer.step()
print("accuracy", ((output > 0.5) == (labels > 0.5)).float().mean().item())
