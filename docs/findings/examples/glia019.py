"""GLIA019: an array of [pixels, images] reshaped to [images, pixels] instead of transposed."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x = pixels / 255
columns = x.T                                   # as some files store it: one image a column
print("stored:", columns.shape, " labels:", labels.shape)


def neighbours(rows):
    """The correlation between a pixel and its right neighbour, over all images."""
    images = rows.reshape(-1, 12, 12)
    return np.corrcoef(images[:, :, :-1].ravel(), images[:, :, 1:].ravel())[0, 1]


for name, rows, test in (("transposed", columns.T, test_pixels / 255),
                         ("reshaped", columns.reshape(4000, 144), (test_pixels / 255).T.reshape(1000, 144))):
    network = classifier()
    loss = network.fit(rows, one_hot(labels), crossentropy_from_logits, epochs=15)
    print(f"{name:11} shape {rows.shape}; row 0 equals image 0: {np.array_equal(rows[0], x[0])}; neighbouring pixels correlate {neighbours(rows):.2f}; "
          f"loss {loss[-1]:.3f}; test accuracy {network.accuracy(test, test_labels):.3f}")
print(f"{'':11} pixel 0 of the first 8 images:", " ".join(f"{v:.2f}" for v in columns[0, :8]))
print(f"{'':11} the first 8 inputs of the reshaped row 0:", " ".join(f"{v:.2f}" for v in columns.reshape(4000, 144)[0, :8]))
