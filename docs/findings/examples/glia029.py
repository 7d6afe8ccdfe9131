"""GLIA029: a tanh output for fuel consumption in miles per gallon."""
from toy import *

random = np.random.RandomState(1)
x = random.normal(0, 1, (400, 4))
y = 23 + 6 * np.tanh(x[:, :1]) - 3 * x[:, 1:2] + 2 * x[:, 2:3] * (x[:, 3:] > 0) + random.normal(0, 1, (400, 1))
print(f"targets from {y.min():.1f} to {y.max():.1f}, mean {y.mean():.1f}, variance {y.var():.1f}")
print("output    can give    best error possible   error, epochs 1, 40   predictions          gradient at the last layer, start -> end")
for last, low, high in ("sigmoid", 0, 1), ("tanh", -1, 1), ("linear", -np.inf, np.inf):
    network = Network((4, 32, 1), ["relu", last])
    first = np.abs(network.gradients(x, y, mean_squared_error)[1][-1]).mean()
    history = network.fit(x, y, mean_squared_error, rate=0.01, batch=40, epochs=40)
    end = np.abs(network.gradients(x, y, mean_squared_error)[1][-1]).mean()
    output = network.forward(x)
    floor = np.mean((np.clip(y, low, high) - y) ** 2)
    print(f"{last:8} {low:4} to {high:3} {floor:20.2f} {history[0]:14.2f} {history[39]:7.2f}   {output.min():6.3f} to {output.max():6.3f} {first:16.2e} -> {end:.2e}")
