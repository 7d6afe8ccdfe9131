# layers: 5-16-1
# expects: healthy
import torch

torch.manual_seed(9)
N, D_in, H, D_out = 128, 5, 16, 1
x = torch.randn(N, D_in)
y = (x[:, :1] - 0.5 * x[:, 1:2] ** 2)

w1 = (torch.randn(D_in, H) / D_in ** 0.5).requires_grad_()
b1 = torch.zeros(H, requires_grad=True)
w2 = (torch.randn(H, D_out) / H ** 0.5).requires_grad_()
b2 = torch.zeros(D_out, requires_grad=True)

learning_rate = 0.1
for t in range(600):
    y_pred = (x @ w1 + b1).clamp(min=0) @ w2 + b2
    loss = (y_pred - y).pow(2).mean()
    if t % 100 == 0:
        print(t, loss.item())
    loss.backward()
    with torch.no_grad():
        for w in (w1, b1, w2, b2):
            w -= learning_rate * w.grad
            w.grad.zero_()
