# one linear unit in plain Python whose change is written out: what is wanted less what is answered, each times rate and input
# layers: 3-1
# activations: linear
# expects: healthy
import random

random.seed(8)
RATE = 0.05
cases = []
for _ in range(60):
    row = [random.uniform(-1, 1) for _ in range(3)]
    cases.append((row, 0.7 * row[0] - 1.1 * row[1] + 0.4 * row[2] + 0.3))

a, b, c, d = 0.1, -0.2, 0.3, 0.05
for sweep in range(80):
    error = 0.0
    for (p, q, r), wanted in cases:
        answer = p * a + q * b + r * c + d
        a = a + (RATE * wanted * p - RATE * answer * p)
        b = b + (RATE * wanted * q - RATE * answer * q)
        c = c + (RATE * wanted * r - RATE * answer * r)
        d = d + (RATE * wanted - RATE * answer)
        error += (wanted - answer) ** 2
print(error)
