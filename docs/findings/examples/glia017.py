"""GLIA017: the answer among the questions."""
from toy import *


def sample(count, seed):
    random = np.random.RandomState(seed)
    x = random.normal(0, 1, (count, 6))
    label = (x[:, 0] - 0.5 * x[:, 1] + random.normal(0, 1.2, count) > 0).astype(int)
    return x, label


x, label = sample(1000, seed=1)
test, test_label = sample(1000, seed=2)
leaky = np.column_stack([x, label * 2.0 - 1])
print("correlation of each column with the label:", " ".join(f"{np.corrcoef(c, label)[0, 1]:.3f}" for c in leaky.T))
for name, inputs, others in (("with the label column", leaky, np.column_stack([test, test_label * 2.0 - 1])),
                             ("in use: that column is not known yet, so 0", leaky, np.column_stack([test, np.zeros(1000)])),
                             ("column dropped", x, test)):
    network = Network((inputs.shape[1], 16, 1), ["relu", "sigmoid"])
    network.fit(inputs, label[:, None].astype(float), binary_crossentropy, rate=0.3, epochs=10)
    print(f"{name:44} training {network.accuracy(inputs, label):.3f}   test {network.accuracy(others, test_label):.3f}")
