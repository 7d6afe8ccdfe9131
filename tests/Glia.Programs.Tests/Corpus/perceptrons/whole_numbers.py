# layers: 3-1
# expects: healthy
table = [(1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)]
wanted = [1, 1, 1, 0]
w0, w1, w2 = 0, 0, 0
while True:
    wrong = 0
    for (a, b, c), t in zip(table, wanted):
        s = w0 * a + w1 * b + w2 * c
        out = 0
        if s > 0:
            out = 1
        if out != t:
            wrong += 1
            w0 += (t - out) * a
            w1 += (t - out) * b
            w2 += (t - out) * c
    if not wrong:
        break
print(w0, w1, w2)
