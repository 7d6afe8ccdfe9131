"""GLIA026: ReLU on the last layer, once in a regression with negative targets and once under a softmax."""
from toy import *

random = np.random.RandomState(1)
x = random.uniform(-1, 1, (1000, 3))
y = (2 * x[:, :1] - x[:, 1:2] * x[:, 2:]) + random.normal(0, 0.05, (1000, 1))
print(f"regression: targets from {y.min():.2f} to {y.max():.2f}, {np.mean(y < 0):.3f} of them negative")
print(f"  smallest mean squared error a ReLU output can reach: {np.mean(np.minimum(y, 0) ** 2):.3f}")
for last in "relu", "linear":
    network = Network((3, 32, 1), ["relu", last])
    history = network.fit(x, y, mean_squared_error, rate=0.05, epochs=30)
    output = network.forward(x)
    print(f"  {last:6} output: error after 30 epochs {history[-1]:.3f}, predictions from {output.min():.2f} to {output.max():.2f}")

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
print("classification: 144-64-10, softmax and cross-entropy behind it, rate 0.3, 8 epochs, seeds 0 to 4")
for last in "relu", "linear":
    accuracy, zero = [], []
    for seed in range(5):
        network = Network((144, 64, 10), ["relu", last], seed)
        network.fit(pixels / 255, one_hot(labels), crossentropy_from_logits, rate=0.3, epochs=8)
        accuracy.append(network.accuracy(test_pixels / 255, test_labels))
        own = network.forward(pixels / 255)[np.arange(len(labels)), labels]
        zero.append(np.mean(own == 0))
    print(f"  {last:6} output: test accuracy {' '.join(f'{v:.3f}' for v in accuracy)}")
    print(f"  {'':6}  output of the true class exactly 0: {' '.join(f'{v:.3f}' for v in zero)} of the rows")
