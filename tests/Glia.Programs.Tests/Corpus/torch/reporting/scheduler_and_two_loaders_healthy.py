# layers: 10-32-16-3
# expects: healthy
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def make_data(n, generator):
    x = torch.randn(n, 10, generator=generator)
    score = torch.stack([x[:, 0] + x[:, 1], x[:, 2] - x[:, 3], 0.5 * x[:, 4]], dim=1)
    return TensorDataset(x, score.argmax(dim=1))


g = torch.Generator().manual_seed(4)
torch.manual_seed(4)
train_loader = DataLoader(make_data(600, g), batch_size=64, shuffle=True)
val_loader = DataLoader(make_data(200, g), batch_size=200)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

model = nn.Sequential(
    nn.Linear(10, 32), nn.BatchNorm1d(32), nn.ReLU(),
    nn.Linear(32, 16), nn.ReLU(), nn.Dropout(p=0.1),
    nn.Linear(16, 3),
).to(device)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=1e-3)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=10, gamma=0.5)

for epoch in range(25):
    model.train()
    for xb, yb in train_loader:
        xb, yb = xb.to(device), yb.to(device)
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(model(xb), yb)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
    scheduler.step()
    model.eval()
    with torch.no_grad():
        hits = total = 0
        for xb, yb in val_loader:
            hits += (model(xb.to(device)).argmax(dim=1) == yb.to(device)).sum().item()
            total += len(yb)
    print(f"{epoch:2d}  val accuracy {hits / total:.3f}")
