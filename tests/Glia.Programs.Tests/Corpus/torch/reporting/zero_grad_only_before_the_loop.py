# layers: 8-32-4
# expects: GLIA060
import torch
import torch.nn as nn

torch.manual_seed(17)
centers = torch.randn(4, 8)
labels = torch.randint(0, 4, (400,))
samples = centers[labels] + 0.8 * torch.randn(400, 8)

model = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 4))
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
optimizer.zero_grad()
for epoch in range(30):
    running = 0.0
    for i in range(10):
        batch = samples[i * 40:(i + 1) * 40]
        loss = loss_fn(model(batch), labels[i * 40:(i + 1) * 40])
        loss.backward()  # <-
        optimizer.step()  # <-
        running += loss.item()
    print(epoch, running / 10)
