# layers: 60-20-4
# expects: healthy
import torch

torch.manual_seed(0)
x = torch.randn(32, 60)
y = torch.randn(32, 4)
model = torch.nn.Sequential(torch.nn.Linear(60, 20), torch.nn.ReLU(), torch.nn.Linear(20, 4))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
for step in range(400):
    loss = torch.nn.functional.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(loss.item())
