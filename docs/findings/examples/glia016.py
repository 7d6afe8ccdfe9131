"""GLIA016: training on the first five rows, and how the test accuracy grows with the number of rows."""
from toy import *

pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
network = classifier()
print(f"weights and biases: {sum(p.size for p in network.w + network.b)}; ten classes")
print("rows   rows a class   classes present   training accuracy   test accuracy")
for rows in 5, 30, 100, 500, 4000:
    x, y = pixels[:rows] / 255, labels[:rows]
    network = classifier()
    batch = min(32, rows)
    steps = 1500
    network.fit(x, one_hot(y), crossentropy_from_logits, batch=batch, epochs=max(1, steps * batch // rows))
    print(f"{rows:4} {rows / 10:14.1f} {len(np.unique(y)):17} {network.accuracy(x, y):19.3f} {network.accuracy(test_pixels / 255, test_labels):15.3f}")
