# layers: 20-64-64-3
# expects: GLIA077
import torch
import torch.nn as nn

torch.manual_seed(0)
means = 0.45 * torch.randn(3, 20)
y = torch.randint(0, 3, (600,))
x = means[y] + torch.randn(600, 20)
x_train, y_train, x_test, y_test = x[:400], y[:400], x[400:], y[400:]

model = nn.Sequential(
    nn.Linear(20, 64), nn.ReLU(), nn.Dropout(0.8),
    nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.8),
    nn.Linear(64, 3),
)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)


def train(epochs):
    model.train()
    for epoch in range(epochs):
        for i in range(0, len(x_train), 50):
            xb, yb = x_train[i:i + 50], y_train[i:i + 50]
            optimizer.zero_grad()
            criterion(model(xb), yb).backward()
            optimizer.step()


def accuracy(inputs, targets):
    with torch.no_grad():
        guesses = model(inputs).argmax(dim=1)  # <-
    return (guesses == targets).float().mean().item()


train(40)
print("test accuracy:", accuracy(x_test, y_test))
