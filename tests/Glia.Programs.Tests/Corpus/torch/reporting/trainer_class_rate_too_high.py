# layers: 4-32-32-1
# expects: GLIA065
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = nn.Linear(4, 32)
        self.l2 = nn.Linear(32, 32)
        self.l3 = nn.Linear(32, 1)

    def forward(self, x):
        x = F.leaky_relu(self.l1(x))
        x = F.leaky_relu(self.l2(x))
        return self.l3(x).squeeze(-1)


class Trainer:
    def __init__(self, model, data, target, batch=25):
        self.model, self.data, self.target, self.batch = model, data, target, batch
        self.optimizer = torch.optim.SGD(model.parameters(), lr=8.0, momentum=0.9)  # <-

    def epoch(self):
        order = torch.randperm(len(self.data))
        losses = []
        for start in range(0, len(self.data), self.batch):
            chosen = order[start:start + self.batch]
            self.optimizer.zero_grad()
            loss = F.mse_loss(self.model(self.data[chosen]), self.target[chosen])
            loss.backward()
            self.optimizer.step()
            losses.append(loss.item())
        return sum(losses) / len(losses)


torch.manual_seed(12)
inputs = torch.rand(300, 4) * 2 - 1
outputs = inputs[:, 0] * inputs[:, 1] + inputs[:, 2].abs()
trainer = Trainer(Net(), inputs, outputs)
for i in range(20):
    print(i, trainer.epoch())
