# layers: 3-8-2
# expects: healthy
import torch

torch.manual_seed(0)
X = torch.randn(120, 3)
t = (X[:, 0] > 0).long()
model = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))
criterion = torch.nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)


def closure():
    optimizer.zero_grad()
    loss = criterion(model(X), t)
    loss.backward()
    return loss


for i in range(300):
    loss = optimizer.step(closure)
print(loss.item())
