# ends in an overflow
# layers: 1-1
# activations: linear
# expects: GLIA065
xs = [1, 2, 3, 4, 5, 6]
ys = [3.1, 4.9, 7.2, 9.1, 10.8, 13.2]


def predict(x, m, c):
    return m * x + c


def loss(m, c):
    return sum((predict(x, m, c) - y) ** 2 for x, y in zip(xs, ys)) / len(xs)


def slope(m, c):
    total = 0
    for x, y in zip(xs, ys):
        total += (predict(x, m, c) - y) * x
    return 2 * total / len(xs)


def offset(m, c):
    total = 0
    for i in range(len(xs)):
        total += predict(xs[i], m, c) - ys[i]
    return 2 * total / len(xs)


m, c = 0, 0
rate = 0.2  # <-
for i in range(1000):
    dm, dc = slope(m, c), offset(m, c)
    m = m - rate * dm  # <-
    c = c - rate * dc  # <-
    if i % 100 == 0:
        print(i, loss(m, c))
print("y = %.3f x + %.3f" % (m, c))
