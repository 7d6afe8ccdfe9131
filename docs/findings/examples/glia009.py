"""GLIA009: inputs shuffled, labels not; found before training by the nearest class mean."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x = pixels / 255


def nearest_mean_accuracy(x, y, folds=5):
    """Each fold is judged by the class means of the other folds."""
    hits = 0
    for fold in range(folds):
        held = np.arange(len(x)) % folds == fold
        means = np.array([x[~held][y[~held] == k].mean(axis=0) for k in range(10)])
        distance = (means**2).sum(axis=1) - 2 * x[held] @ means.T
        hits += np.sum(distance.argmin(axis=1) == y[held])
    return hits / len(x)


random = np.random.RandomState(0)
shuffled = labels[random.permutation(4000)]
largest = np.bincount(labels).max() / 4000
chance = [nearest_mean_accuracy(x, labels[random.permutation(4000)]) for _ in range(20)]
print(f"always the most frequent class: {largest:.3f}; nearest mean on 20 random orders: {min(chance):.3f} to {max(chance):.3f}")
for name, y in ("rows and labels together", labels), ("labels in another order", shuffled):
    network = classifier()
    loss = network.fit(x, one_hot(y), crossentropy_from_logits, epochs=15)
    print(f"{name}: nearest mean {nearest_mean_accuracy(x, y):.3f}; network after 15 epochs: loss {loss[-1]:.3f}, "
          f"training {network.accuracy(x, y):.3f}, test {network.accuracy(test_pixels / 255, test_labels):.3f}")
loss = network.fit(x, one_hot(shuffled), crossentropy_from_logits, epochs=60)
print(f"the second after 75 epochs: loss {loss[-1]:.3f}, training {network.accuracy(x, shuffled):.3f}, "
      f"test {network.accuracy(test_pixels / 255, test_labels):.3f}")
