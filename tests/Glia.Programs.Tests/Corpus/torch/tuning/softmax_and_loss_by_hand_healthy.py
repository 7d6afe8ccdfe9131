# layers: 5-3
# expects: healthy
import torch

torch.manual_seed(4)
x = torch.randn(240, 5)
y = torch.argmax(x[:, :3], dim=1)
w = torch.zeros(5, 3, requires_grad=True)
b = torch.zeros(3, requires_grad=True)


def softmax(z):
    e = torch.exp(z)
    return e / e.sum(1, keepdim=True)


for step in range(300):
    answer = softmax(x @ w + b)
    loss = -torch.log(answer[range(len(y)), y]).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.5 * w.grad
        b -= 0.5 * b.grad
        w.grad.zero_()
        b.grad.zero_()
