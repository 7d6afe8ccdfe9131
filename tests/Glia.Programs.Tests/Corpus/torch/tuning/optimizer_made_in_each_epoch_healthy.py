# layers: 2-16-1
# expects: healthy
import torch
from torch import nn

torch.manual_seed(1)
points = torch.randn(300, 2)
same_sign = (points[:, 0] * points[:, 1] > 0).float().unsqueeze(1)
model = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1))


# The weights stay, whatever optimizer moves them: 80 epochs of 10 steps.
def one_epoch(rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    for rows in torch.randperm(300).split(30):
        loss = nn.functional.binary_cross_entropy_with_logits(model(points[rows]), same_sign[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


for epoch in range(80):
    one_epoch(0.1)
print(((model(points) > 0).float() == same_sign).float().mean().item())
