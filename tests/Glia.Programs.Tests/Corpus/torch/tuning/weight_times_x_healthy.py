# layers: 1-1
# expects: healthy
import torch
from torch import nn


class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1))
        self.bias = nn.Parameter(torch.randn(1))

    def forward(self, x):
        return self.weight * x + self.bias


torch.manual_seed(42)
x = torch.arange(0, 1, 0.02).unsqueeze(1)
y = 0.7 * x + 0.3
model = Line()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(600):
    loss = nn.functional.mse_loss(model(x[:40]), y[:40])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
model.eval()
with torch.inference_mode():
    print(nn.functional.mse_loss(model(x[40:]), y[40:]))
