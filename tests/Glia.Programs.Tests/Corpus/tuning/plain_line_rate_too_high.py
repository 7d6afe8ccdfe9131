# layers: 1-1
# activations: linear
# expects: GLIA065
xs = [0.5 * i for i in range(1, 21)]
ys = [3 * x - 2 for x in xs]
w, b = 0.1, 0.0
for epoch in range(100):
    dw = db = 0.0
    for x, y in zip(xs, ys):
        error = w * x + b - y
        dw += error * x
        db += error
    w -= 0.5 * dw / len(xs)  # <-
    b -= 0.5 * db / len(xs)  # <-
    print(epoch, w, b)
