# layers: 2-24-4
# expects: GLIA023 warning
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(3)
centers = torch.tensor([[2.0, 2.0], [-2.0, 2.0], [-2.0, -2.0], [2.0, -2.0]])
labels = torch.arange(4).repeat(60)
points = centers[labels] + torch.randn(240, 2)


class Classifier(nn.Module):
    def __init__(self):
        super(Classifier, self).__init__()
        self.hidden = nn.Linear(2, 24)
        self.out = nn.Linear(24, 4)  # <-

    def forward(self, x):
        x = F.relu(self.hidden(x))
        return F.softmax(self.out(x), dim=1)  # <-


net = Classifier()
loss_fn = nn.CrossEntropyLoss()
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for step in range(150):
    pred = net(points)
    loss = loss_fn(pred, labels)  # <-
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 50 == 0:
        acc = (pred.argmax(1) == labels).float().mean()
        print(step, loss.item(), acc.item())
