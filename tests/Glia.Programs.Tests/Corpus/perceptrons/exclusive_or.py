# layers: 2-1
# expects: GLIA037
inputs = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
wanted = [0, 1, 1, 0]
w = [0.3, -0.2]
b = 0.1
rate = 0.1


def step(z):
    return 1 if z >= 0 else 0


for epoch in range(200):
    for x, y in zip(inputs, wanted):
        z = w[0] * x[0] + w[1] * x[1] + b  # <-
        error = y - step(z)
        w[0] += rate * error * x[0]
        w[1] += rate * error * x[1]
        b += rate * error
for x, y in zip(inputs, wanted):
    print(x, y, step(w[0] * x[0] + w[1] * x[1] + b))
