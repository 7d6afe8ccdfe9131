# layers: 4-10-1
# expects: healthy
import torch

torch.manual_seed(3)
x = torch.randn(300, 4)
y = ((x[:, 0] * x[:, 1] > 0) | (x[:, 2] > 1)).float().view(-1, 1)


class Net:
    def __init__(self):
        self.w1 = (torch.randn(4, 10) * 0.6).requires_grad_()
        self.b1 = torch.zeros(10, requires_grad=True)
        self.w2 = (torch.randn(10, 1) * 0.4).requires_grad_()
        self.b2 = torch.zeros(1, requires_grad=True)

    def forward(self, rows):
        return torch.sigmoid(torch.tanh(rows @ self.w1 + self.b1) @ self.w2 + self.b2)

    def loss(self, answer, wanted):
        answer = torch.clamp(answer, 1e-7, 1 - 1e-7)
        return -(wanted * torch.log(answer) + (1 - wanted) * torch.log(1 - answer)).mean()


net = Net()
for epoch in range(1500):
    loss = net.loss(net.forward(x), y)
    loss.backward()
    with torch.no_grad():
        for part in (net.w1, net.b1, net.w2, net.b2):
            part -= 0.5 * part.grad
            part.grad.zero_()
