"""GLIA011: 97 of 100 rows belong to one class."""
from toy import *


def sample(count, share, seed):
    random = np.random.RandomState(seed)
    label = (random.rand(count) < share).astype(int)
    x = random.normal(0, 1, (count, 5))
    x[label == 1, :2] += 1.2
    return x, label


x, label = sample(4000, 0.03, seed=1)
test, test_label = sample(4000, 0.03, seed=2)
target = label[:, None].astype(float)
print(f"rare class: {label.sum()} of 4000 rows; always answering 'no' is right for {1 - test_label.mean():.3f} of the test rows")
for name, weight in ("plain", 1.0), ("rare rows weighted x 32", 32.0):
    def loss(output, y, weight=weight):
        value, gradient = binary_crossentropy(output, y)
        return value, gradient * np.where(y == 1, weight, 1.0)
    network = Network((5, 16, 1), ["relu", "sigmoid"])
    network.fit(x, target, loss, rate=0.03, epochs=15)
    answer = network.forward(test)[:, 0] > 0.5
    recall, precision = answer[test_label == 1].mean(), test_label[answer].mean() if answer.any() else float("nan")
    kept = 1 - answer[test_label == 0].mean()
    print(f"{name:24} accuracy {np.mean(answer == test_label):.3f}; answers 'yes' {answer.sum():4} times; found {recall:.3f} of the rare, "
          f"{kept:.3f} of the others; balanced accuracy {(recall + kept) / 2:.3f}")
