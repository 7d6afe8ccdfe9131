"""GLIA010: 40 % of the labels replaced by a random class; and how many of them can be named."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x, test = pixels / 255, test_pixels / 255
random = np.random.RandomState(3)
noisy = labels.copy()
chosen = random.rand(4000) < 0.4
noisy[chosen] = random.randint(10, size=chosen.sum())
wrong = noisy != labels
print(f"wrong labels: {wrong.sum()} of 4000 ({wrong.mean():.3f})")
print("labels   epochs   training accuracy   test accuracy (true labels)")
for name, y in ("true", labels), ("noisy", noisy):
    network, done = classifier(), 0
    for epochs in 15, 45:
        network.fit(x, one_hot(y), crossentropy_from_logits, rate=0.2, batch=64, epochs=epochs - done)
        done = epochs
        print(f"{name:8} {epochs:6} {network.accuracy(x, y):19.3f} {network.accuracy(test, test_labels):15.3f}")

p = np.zeros((4000, 10))
for fold in range(3):  # every row judged by a network that has not seen it
    held = np.arange(4000) % 3 == fold
    network = classifier(seed=fold)
    network.fit(x[~held], one_hot(noisy[~held]), crossentropy_from_logits, rate=0.2, batch=64, epochs=15)
    p[held] = softmax(network.forward(x[held]))
given = p[np.arange(4000), noisy]
for name, suspects in ("given label below 0.05", given < 0.05), ("another class above 0.5", (p.max(axis=1) > 0.5) & (p.argmax(axis=1) != noisy)):
    print(f"{name}: {suspects.sum()} rows, {wrong[suspects].mean():.3f} of them really wrong, {suspects[wrong].mean():.3f} of the wrong ones found")
