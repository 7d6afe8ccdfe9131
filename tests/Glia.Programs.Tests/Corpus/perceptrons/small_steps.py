# layers: 2-1
# expects: GLIA066
rows = [((0.0, 0.0), 0), ((0.0, 1.0), 1), ((1.0, 0.0), 1), ((1.0, 1.0), 1)]
weights = [-3.0, -2.0]
bias = -1.0
for epoch in range(100):
    for x, wanted in rows:
        total = bias
        for w, v in zip(weights, x):
            total = total + w * v
        said = 1 if total > 0 else 0
        for i in range(2):
            weights[i] = weights[i] + 0.001 * (wanted - said) * x[i]  # <-
        bias = bias + 0.001 * (wanted - said)
print(weights, bias)
