"""GLIA036: batch normalization with one row, with statistics that were never updated, and over the wrong axis."""
from toy import *

EPSILON = 1e-3


def normalize(z, mean, variance):
    return (z - mean) / np.sqrt(variance + EPSILON)


pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x, test, target = pixels / 255, test_pixels / 255, one_hot(labels)
random = np.random.RandomState(0)
w1, w2 = random.normal(0, np.sqrt(2 / 144), (144, 64)), random.normal(0, np.sqrt(2 / 64), (64, 10))
gamma, beta, b2 = np.ones(64), np.zeros(64), np.zeros(10)
mean_seen, variance_seen = np.zeros(64), np.ones(64)      # the running statistics, as a layer starts them

z = x[:1] @ w1
print("batch of one row: sums", " ".join(f"{v:.2f}" for v in z[0, :4]), "-> normalized", " ".join(f"{v:.2f}" for v in normalize(z, z.mean(0), z.var(0))[0, :4]))

for epoch in range(5):
    order = random.permutation(4000)
    for start in range(0, 4000, 50):
        rows = order[start:start + 50]
        z = x[rows] @ w1
        mean, variance = z.mean(axis=0), z.var(axis=0)
        mean_seen = 0.99 * mean_seen + 0.01 * mean
        variance_seen = 0.99 * variance_seen + 0.01 * variance
        n = normalize(z, mean, variance)
        a = np.maximum(gamma * n + beta, 0)
        g = (softmax(a @ w2 + b2) - target[rows]) / 50
        ga = (g @ w2.T) * (a > 0)
        gn = ga * gamma
        gz = (gn - gn.mean(axis=0) - n * (gn * n).mean(axis=0)) / np.sqrt(variance + EPSILON)
        for parameter, gradient in (w1, x[rows].T @ gz), (w2, a.T @ g), (b2, g.sum(axis=0)), (gamma, (ga * n).sum(axis=0)), (beta, ga.sum(axis=0)):
            parameter -= 0.3 * gradient


def predict(rows, mean, variance):
    return np.maximum(gamma * normalize(rows @ w1, mean, variance) + beta, 0) @ w2 + b2


z = test @ w1
alone = np.array([predict(row[None], row[None] @ w1, 0.0)[0] for row in test])
across = predict(test, z.mean(axis=1, keepdims=True), z.var(axis=1, keepdims=True))
print("statistics used when testing                     accuracy")
for name, output in (("running averages of training", predict(test, mean_seen, variance_seen)),
                     ("mean 0, variance 1: never updated", predict(test, np.zeros(64), np.ones(64))),
                     ("of the test batch, 1000 mixed rows", predict(test, z.mean(0), z.var(0))),
                     ("of the test batch, 1 row each", alone),
                     ("of each row over its 64 units (wrong axis)", across)):
    print(f"{name:44} {np.mean(output.argmax(axis=1) == test_labels):12.3f}")
sevens = test[test_labels == 7]
z = sevens @ w1
print(f"{'of the test batch, only sevens':44} {np.mean(predict(sevens, z.mean(0), z.var(0)).argmax(axis=1) == 7):12.3f}")
print(f"{'the sevens with the running averages':44} {np.mean(predict(sevens, mean_seen, variance_seen).argmax(axis=1) == 7):12.3f}")
