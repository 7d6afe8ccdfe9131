# layers: none
# expects: healthy
import torch
from torch import nn
from torch.nn import functional

torch.manual_seed(6)
hidden = torch.randn(200, 2)
rows = torch.tanh(hidden @ torch.randn(2, 8))


class Folded(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Linear(8, 2)
        self.bias = nn.Parameter(torch.zeros(8))

    def forward(self, x):
        return functional.linear(torch.tanh(self.down(x)), self.down.weight.t(), self.bias)


model = Folded()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(500):
    optimizer.zero_grad()
    loss = functional.mse_loss(model(rows), rows)
    loss.backward()
    optimizer.step()
print(loss.item())
