# layers: 2-1
# expects: healthy
import torch

torch.manual_seed(3)
rows = torch.randn(100, 2) * 40 + 7
# A mean of a tensor is a tensor without axes, and several of them make a list.
means = torch.tensor([rows[:, 0].mean(), rows[:, 1].mean()])
spreads = torch.as_tensor((rows[:, 0].std(), rows[:, 1].std()), dtype=torch.float32)
x = (rows - means) / spreads
y = (2 * x[:, :1] - x[:, 1:] + 0.5)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
kept = []
for step in range(200):
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    kept.append(loss.detach())
print(torch.tensor(kept)[-1], torch.stack(kept).min())
