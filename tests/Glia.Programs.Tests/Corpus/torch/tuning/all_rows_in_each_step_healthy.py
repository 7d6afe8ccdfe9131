# layers: 3-1
# expects: healthy
import torch

torch.manual_seed(0)
X = torch.randn(120, 3)
t = (X[:, 0] > 0.7).float().unsqueeze(1)
model = torch.nn.Linear(3, 1)
criterion = torch.nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.]))
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
for i in range(200):
    optimizer.zero_grad()
    loss = criterion(model(X), t) + 1e-3 * (model.weight ** 2).sum()
    loss.backward()
    optimizer.step()
print(loss.item())
