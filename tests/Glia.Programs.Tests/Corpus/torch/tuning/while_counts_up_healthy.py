# a while loop that counts its steps and ends at a small error; weights changed without an optimizer
# layers: 4-12-3
# expects: healthy
import torch

torch.manual_seed(2)
centres = torch.randn(3, 4)
labels = torch.arange(90) % 3
x = centres[labels] + 0.2 * torch.randn(90, 4)
y = torch.nn.functional.one_hot(labels, 3).float()
net = torch.nn.Sequential(torch.nn.Linear(4, 12), torch.nn.Tanh(), torch.nn.Linear(12, 3))
distance = torch.nn.MSELoss()
most, goal, error = 1500, 1e-4, 1.0
count = 0
while error > goal and count < most:
    loss = distance(net(x), y)
    net.zero_grad()
    loss.backward()
    with torch.no_grad():
        for weights in net.parameters():
            weights -= 0.2 * weights.grad
    error = loss.item()
    count += 1
print(count, error)
