# layers: none
# expects: healthy
import torch
import torch.nn as nn

torch.manual_seed(0)
sequence = torch.randn(64, 12, 3)
target = sequence[:, :, 0].sum(dim=1, keepdim=True)


class Summer(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 16, batch_first=True)
        self.out = nn.Linear(16, 1)

    def forward(self, x):
        states, _ = self.lstm(x)
        return self.out(states[:, -1])


model = Summer()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(50):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(sequence), target)
    loss.backward()
    optimizer.step()
print(loss.item())
