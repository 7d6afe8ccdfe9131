"""GLIA039: what pooling over more and more steps leaves of the order of two events."""
from toy import *

STEPS = 16


def events(count, seed):
    """Sequences of 16 steps in two channels, with one event in each channel; label 1 where that of the second comes first."""
    random = np.random.RandomState(seed)
    x = np.zeros((count, STEPS, 2))
    label = random.randint(2, size=count)
    for sequence, first_channel in zip(x, label):
        first, second = np.sort(random.choice(STEPS, 2, replace=False))
        sequence[first, first_channel] = 1
        sequence[second, 1 - first_channel] = 1
    return x, label


x, label = events(600, seed=1)
held_x, held_label = events(400, seed=2)
print("steps pooled   positions left   accuracy on 400 held-out sequences")
for pool in 1, 2, 4, 8, 16:
    def pooled(sequences):
        return sequences.reshape(len(sequences), STEPS // pool, pool, 2).max(axis=2).reshape(len(sequences), -1)

    accuracy = []
    for seed in range(5):
        network = Network((2 * STEPS // pool, 32, 1), ["relu", "sigmoid"], seed)
        network.fit(pooled(x), label[:, None].astype(float), binary_crossentropy, rate=0.5, batch=50, epochs=60)
        accuracy.append(network.accuracy(pooled(held_x), held_label))
    print(f"{pool:12} {STEPS // pool:16} {np.median(accuracy):20.3f}")
