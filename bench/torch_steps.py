"""The same training steps in PyTorch: gather from bytes, forward, loss, backward, SGD with momentum (batch 1: plain SGD).

Prints the median of many steps. Usage: torch_steps.py [threads]
"""
import statistics
import sys
import time

import torch

torch.manual_seed(1)
threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
torch.set_num_threads(threads)

# Bytes with as many zeros as MNIST has; PyTorch's products take as long whatever the numbers are.
pixels = torch.randint(0, 256, (60000, 784), dtype=torch.uint8)
pixels[torch.rand(60000, 784) < 0.81] = 0
labels = torch.randint(0, 10, (60000,))


def measure(work, seconds=2.0):
    for _ in range(20):
        work()
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 20:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times), min(times)


def network():
    return torch.nn.Sequential(
        torch.nn.Linear(784, 200), torch.nn.ReLU(), torch.nn.Linear(200, 200), torch.nn.ReLU(), torch.nn.Linear(200, 10))


print(f"PyTorch {torch.__version__}, {threads} thread(s)")
for batch in (1, 32, 128, 512):
    net = network()
    loss = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.0 if batch == 1 else 0.9)

    def step():
        rows = torch.randint(0, 60000, (batch,))
        x = pixels[rows].float().mul_(1 / 255)
        optimizer.zero_grad()
        loss(net(x), labels[rows]).backward()
        optimizer.step()

    median, best = measure(step)
    print(f"  step      batch {batch:4} {median * 1e6:10.1f} us (best {best * 1e6:10.1f}) {batch / median:10,.0f} samples/s")

net = network()
with torch.no_grad():
    for batch in (1, 1000):
        x = pixels[:batch].float() / 255
        median, best = measure(lambda: net(x), 1.0)
        print(f"  inference batch {batch:4} {median * 1e6:10.1f} us (best {best * 1e6:10.1f})")
