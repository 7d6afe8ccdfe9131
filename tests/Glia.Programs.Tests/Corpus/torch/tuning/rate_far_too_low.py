# layers: 8-40-2
# expects: GLIA066
import argparse

import torch
import torch.nn as nn
import torch.optim as optim


class MLP(nn.Module):
    def __init__(self, inputs, hidden, classes):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, classes))

    def forward(self, x):
        return self.layers(x)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--lr", type=float, default=1e-7)
    args = parser.parse_args()
    torch.manual_seed(2)
    data = torch.randn(400, 8)
    labels = (data[:, 0] * data[:, 1] > 0).long()
    model = MLP(8, 40, 2)
    criterion = nn.CrossEntropyLoss()
    optimizer = optim.Adam(model.parameters(), lr=args.lr)  # <-
    for epoch in range(args.epochs):
        permutation = torch.randperm(len(data))
        for i in range(0, len(data), 40):
            index = permutation[i:i + 40]
            optimizer.zero_grad()
            loss = criterion(model(data[index]), labels[index])
            loss.backward()
            optimizer.step()
        print("epoch", epoch, "loss", loss.item())


if __name__ == "__main__":
    main()
