# layers: none
# expects: healthy
import torch

torch.manual_seed(0)
X = torch.randn(120, 3)
t = (X[:, 0] > 0).long()
model = torch.nn.Linear(3, 2)
criterion = torch.nn.CrossEntropyLoss()
optimizer = torch.optim.LBFGS(model.parameters(), lr=0.1)


def closure():
    optimizer.zero_grad()
    loss = criterion(model(X), t)
    loss.backward()
    return loss


for i in range(20):
    loss = optimizer.step(closure)
print(loss.item())
