"""GLIA018: augmentation that turns one digit into another."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x, test = pixels / 255, test_pixels / 255
random = np.random.RandomState(5)


def half_turn(rows):
    return np.where(random.rand(len(rows), 1) < 0.5, rows[:, ::-1], rows)


def one_pixel(rows):
    images = rows.reshape(-1, 12, 12)
    moved = [np.roll(image, shift, axis=(0, 1)) for image, shift in zip(images, random.randint(-1, 2, (len(rows), 2)))]
    return np.array(moved).reshape(rows.shape)


def strong_noise(rows):
    return np.clip(rows + random.normal(0, 1.0, rows.shape), 0, 1)


def kept(change, chosen):
    """The share of changed images whose nearest other original still has their label."""
    rows = np.flatnonzero(chosen)[:300]
    distance = (x**2).sum(axis=1) - 2 * change(x[rows]) @ x.T
    distance[np.arange(len(rows)), rows] = np.inf
    return np.mean(labels[distance.argmin(axis=1)] == labels[rows])


turned = GLYPHS[6][::-1, ::-1]
print(f"pixels in which a 6 differs from a 9: {np.abs(GLYPHS[6] - GLYPHS[9]).sum():.0f} of 35; after a half turn: {np.abs(turned - GLYPHS[9]).sum():.0f}")
print("                  nearest original has the same label   test accuracy")
print("augmentation      all digits               6 and 9      all digits   6 and 9")
pair, test_pair = (labels == 6) | (labels == 9), (test_labels == 6) | (test_labels == 9)
for name, change in ("none", lambda rows: rows), ("one pixel", one_pixel), ("half turn", half_turn), ("noise of std 1", strong_noise):
    before = kept(change, labels >= 0), kept(change, pair)
    network = classifier()
    for _ in range(20):
        network.fit(change(x), one_hot(labels), crossentropy_from_logits, rate=0.3, batch=64, epochs=1)
    print(f"{name:18}{before[0]:10.3f} {before[1]:21.3f} {network.accuracy(test, test_labels):15.3f} {network.accuracy(test[test_pair], test_labels[test_pair]):9.3f}")
