# layers: 1x12x12-8-16-2
# expects: healthy
import torch
import torch.nn as nn
import torch.optim as optim
from torch.utils.data import DataLoader, Dataset, random_split

torch.manual_seed(7)


class Bars(Dataset):
    """Images with a bar that stands or lies."""

    def __init__(self, count):
        self.count = count
        self.images = 0.3 * torch.randn(count, 1, 12, 12)
        self.labels = torch.randint(0, 2, (count,))
        for i in range(count):
            at = int(torch.randint(2, 10, (1,)))
            if self.labels[i] == 0:
                self.images[i, 0, :, at] += 1.0
            else:
                self.images[i, 0, at, :] += 1.0

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        return self.images[index], self.labels[index]


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 3, padding=1)
        self.conv2 = nn.Conv2d(8, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.fc = nn.Linear(16 * 3 * 3, 2)

    def forward(self, x):
        x = self.pool(torch.relu(self.conv1(x)))
        x = self.pool(torch.relu(self.conv2(x)))
        x = x.view(x.size(0), -1)
        return self.fc(x)


train_set, test_set = random_split(Bars(500), [400, 100])
train_loader = DataLoader(train_set, batch_size=20, shuffle=True)
test_loader = DataLoader(test_set, batch_size=50)
net = ConvNet()
criterion = nn.CrossEntropyLoss()
optimizer = optim.SGD(net.parameters(), lr=0.05, momentum=0.9)


def evaluate():
    net.eval()
    correct = 0
    with torch.no_grad():
        for images, labels in test_loader:
            _, predicted = torch.max(net(images), 1)
            correct += (predicted == labels).sum().item()
    return correct / len(test_set)


for epoch in range(6):
    net.train()
    for images, labels in train_loader:
        optimizer.zero_grad()
        loss = criterion(net(images), labels)
        loss.backward()
        optimizer.step()
    print(epoch, evaluate())
