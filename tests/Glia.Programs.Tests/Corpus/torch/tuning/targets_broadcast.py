# layers: 1-20-1
# expects: GLIA051
import numpy as np
import torch

rng = np.random.default_rng(0)
x = rng.uniform(-1, 1, size=(100, 1)).astype(np.float32)
y = (3 * x[:, 0] - 1 + 0.1 * rng.normal(size=100)).astype(np.float32)
x_train, y_train = torch.from_numpy(x), torch.from_numpy(y)

model = torch.nn.Sequential(torch.nn.Linear(1, 20), torch.nn.Tanh(), torch.nn.Linear(20, 1))
loss_fn = torch.nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
for t in range(500):
    y_pred = model(x_train)
    loss = loss_fn(y_pred, y_train)  # <-
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print("final loss", loss.item())
