# layers: 2-1
# expects: GLIA073
import random

random.seed(6)
near = [(random.uniform(0, 2.6), random.uniform(0, 2.6), 0) for _ in range(20)]
far = [(random.uniform(2.8, 6), random.uniform(2.8, 6), 1) for _ in range(20)]
rows = near + far
w1, w2 = 0.0, 0.0
for epoch in range(2):
    for x, y, wanted in rows:
        fires = 1 if w1 * x + w2 * y >= 1.0 else 0
        w1 += 0.1 * (wanted - fires) * x  # <-
        w2 += 0.1 * (wanted - fires) * y  # <-
print(sum((w1 * x + w2 * y >= 1.0) == wanted for x, y, wanted in rows), "of", len(rows), w1, w2)
