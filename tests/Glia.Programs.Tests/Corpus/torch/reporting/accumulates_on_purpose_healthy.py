# layers: 6-20-1
# expects: healthy
import torch
import torch.nn as nn

torch.manual_seed(21)
x = torch.randn(240, 6)
y = ((x[:, 0] > 0) ^ (x[:, 1] > 0)).float().view(-1, 1)
model = nn.Sequential(nn.Linear(6, 20), nn.Tanh(), nn.Linear(20, 1))
loss_function = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
accumulation_steps = 4

for epoch in range(60):
    optimizer.zero_grad()
    for i in range(0, 240, 15):
        loss = loss_function(model(x[i:i + 15]), y[i:i + 15]) / accumulation_steps
        loss.backward()
        if (i // 15 + 1) % accumulation_steps == 0:
            optimizer.step()
            optimizer.zero_grad()
    if epoch % 20 == 0:
        print(epoch, loss.item() * accumulation_steps)
with torch.no_grad():
    print(((torch.sigmoid(model(x)) > 0.5).float() == y).float().mean())
