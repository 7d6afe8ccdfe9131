# layers: 4-16-1
# expects: healthy
import torch

torch.manual_seed(0)
X = torch.randn(200, 4)
Y = X[:, :1] * X[:, 1:2]
weights = [(torch.randn(4, 16) * 0.5).requires_grad_(), (torch.randn(16, 1) * 0.25).requires_grad_()]
for i in range(400):
    loss = torch.mean(torch.square(torch.matmul(torch.relu(torch.matmul(X, weights[0])), weights[1]) - Y))
    loss.backward()
    for W in weights:
        W.data -= 0.1 * W.grad.data
    for W in weights:
        W.grad.data.zero_()
print(loss.item())
