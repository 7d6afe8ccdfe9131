"""F81: right answers compared with the wrong labels: rows in another order, or classes numbered another way."""
from tiny import *

x, y = digits(4000, 1, 14)
x_val, y_val = digits(1000, 2, 14)
net = Net([196, 64, 10], 0).fit(x / 255, one_hot(y, 10), 0.1, 10)
answers = net.forward(x_val / 255).argmax(axis=1)

words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
alphabet = [sorted(words).index(w) for w in words]        # how a folder listing would number the classes
labels = {
    "right": y_val,
    "rows shuffled": np.random.default_rng(0).permutation(y_val),
    "one row late": np.roll(y_val, 1),
    "classes by alphabet": np.array(alphabet)[y_val],
}
print("labels               accuracy  answers and labels: same counts?  after the best renaming of classes")
for name, truth in labels.items():
    table = np.zeros((10, 10), int)
    np.add.at(table, (truth, answers), 1)
    counts = np.abs(np.sort(np.bincount(truth, minlength=10)) - np.sort(np.bincount(answers, minlength=10))).sum() / 2 / len(truth)
    left, best = table.copy(), 0
    for _ in range(10):                                   # the largest cell, then the largest of the rest, and so on
        r, c = np.unravel_index(left.argmax(), left.shape)
        best += table[r, c]
        left[r, :], left[:, c] = -1, -1
    print(f"{name:20} {np.mean(answers == truth):8.3f}  {1 - counts:31.3f}  {best / len(truth):.3f}")
