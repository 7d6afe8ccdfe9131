"""GLIA013: test rows that are also training rows."""
from toy import *

pixels, labels = digits(700, seed=1)
others, other_labels = digits(1000, seed=2)
half = np.random.RandomState(0).permutation(1000)[:500]
# a careless join: 500 of the 1000 test rows had been in the training file all along
x = np.concatenate([pixels, others[half]]) / 255
y = np.concatenate([labels, other_labels[half]])
seen = {row.tobytes() for row in x}
test = others / 255
known = np.array([row.tobytes() in seen for row in test])
print(f"training rows {len(x)}, test rows {len(test)}, test rows found in the training part: {known.sum()}")
network = classifier()
network.fit(x, one_hot(y), crossentropy_from_logits, epochs=40)
print(f"accuracy on training rows           {network.accuracy(x, y):.3f}")
print(f"accuracy on all test rows           {network.accuracy(test, other_labels):.3f}   what the program reports")
print(f"  on the rows it has seen           {network.accuracy(test[known], other_labels[known]):.3f}")
print(f"  on the rows it has not seen       {network.accuracy(test[~known], other_labels[~known]):.3f}   what it can do")
noise = np.random.RandomState(4).normal(0, 1, (20, 144))
near = x[-20:] * 255 + noise
distance = np.sqrt(((near[:, None] - x[None] * 255) ** 2).sum(axis=2))
nearest = distance.min(axis=1).max()
usual = np.sqrt(((test[~known][:200, None] - x[None]) ** 2).sum(axis=2)).min(axis=1) * 255
print(f"near copies (noise of 1 grey level): distance to the nearest training row at most {nearest:.1f}; strangers: at least {usual.min():.0f}")
