# layers: 20-12-3
# expects: healthy
import torch

torch.manual_seed(5)
count, rate = 64, 2e-4
x = torch.randn(count, 20)
y = torch.tanh(x.mm(torch.randn(20, 3) / 4))
first, second = torch.randn(20, 12) / 4, torch.randn(12, 3) / 3

for step in range(800):
    sums = x.mm(first)
    kept = sums.clamp(min=0)
    answer = kept.mm(second)
    loss = (answer - y).pow(2).sum().item()
    if step % 100 == 0:
        print(step, loss)
    error = 2 * (answer - y)
    of_second = kept.t().mm(error)
    of_kept = error.mm(second.t())
    of_sums = of_kept.clone()
    of_sums[sums < 0] = 0
    of_first = x.t().mm(of_sums)
    first -= rate * of_first
    second -= rate * of_second
