# layers: 2-8-1
# expects: healthy
import numpy as np
import torch
from torch import nn
from torch.autograd import Variable

torch.manual_seed(1)
np.random.seed(1)
X = torch.randn(60, 2)
Y = (X[:, :1] + 0.5 * X[:, 1:] > 0).float()
net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1), nn.Tanh())
optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
criterion = nn.MSELoss()
for epoch in range(40):
    for step in range(60):
        row = np.random.randint(X.size(0))
        x, y = Variable(X[row], requires_grad=False), Variable(Y[row], requires_grad=False)
        optimizer.zero_grad()
        loss = criterion(net(x), y)
        loss.backward()
        optimizer.step()
print(loss.item())
