# layers: 2-16-1
# expects: GLIA057 warning
import torch


class Net:
    def __init__(self):
        g = torch.Generator().manual_seed(1)
        self.w1 = torch.randn(2, 16, generator=g)
        self.b1 = torch.zeros(1, 16)
        self.w2 = torch.randn(16, 1, generator=g)
        self.b2 = torch.zeros(1, 1)

    def forward(self, x):
        self.h = torch.tanh(torch.matmul(x, self.w1) + self.b1)
        self.out = torch.sigmoid(torch.matmul(self.h, self.w2) + self.b2)
        return self.out

    def backward(self, x, y, rate):
        n = x.shape[0]
        d2 = (self.out - y) / n
        d1 = torch.matmul(d2, self.w2.T)  # <-
        with torch.no_grad():
            self.w2 = self.w2 - rate * torch.matmul(self.h.T, d2)
            self.b2 = self.b2 - rate * d2.sum(dim=0, keepdim=True)
            self.w1 = self.w1 - rate * torch.matmul(x.T, d1)
            self.b1 = self.b1 - rate * torch.sum(d1, 0, keepdim=True)


x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]).repeat(10, 1)
y = torch.logical_xor(x[:, 0] > 0.5, x[:, 1] > 0.5).float().unsqueeze(1)
net = Net()
for epoch in range(1000):
    out = net.forward(x)
    net.backward(x, y, 5.0)
    if epoch % 100 == 0:
        print(epoch, float(-(y * out.log() + (1 - y) * (1 - out).log()).mean()))
