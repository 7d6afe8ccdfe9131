# lists, one row a step; a share of the change of the row before is added in the same line, and that of before the first row is drawn
# layers: 3-4-1
# activations: tanh tanh
# expects: healthy
import math
import random

random.seed(5)
INPUTS, HIDDEN = 3, 4
table = [([a, b, c], 0.8 if a + b + c > 1 else -0.8) for a in (1, 0) for b in (1, 0) for c in (1, 0)]
into = [[random.uniform(-0.7, 0.7) for _ in range(HIDDEN)] for _ in range(INPUTS)]
out = [random.uniform(-0.7, 0.7) for _ in range(HIDDEN)]
into_bias = [0.0] * HIDDEN
out_bias = 0.0
into_before = [[random.uniform(-0.3, 0.3) for _ in range(HIDDEN)] for _ in range(INPUTS)]
out_before = [random.uniform(-0.3, 0.3) for _ in range(HIDDEN)]
RATE, SHARE = 0.1, 0.06


def forward(row):
    hidden = []
    for j in range(HIDDEN):
        total = into_bias[j]
        for i in range(INPUTS):
            total += row[i] * into[i][j]
        hidden.append(math.tanh(total))
    total = out_bias
    for j in range(HIDDEN):
        total += hidden[j] * out[j]
    return hidden, math.tanh(total)


for sweep in range(400):
    cost = 0.0
    for row, wanted in table:
        hidden, answer = forward(row)
        delta = (wanted - answer) * (1 - answer * answer)
        below = [delta * out[j] * (1 - hidden[j] * hidden[j]) for j in range(HIDDEN)]
        for j in range(HIDDEN):
            step = delta * hidden[j]
            out[j] = out[j] + RATE * step + SHARE * out_before[j]
            out_before[j] = step
        out_bias = out_bias + RATE * delta
        for i in range(INPUTS):
            for j in range(HIDDEN):
                step = below[j] * row[i]
                into[i][j] = into[i][j] + RATE * step + SHARE * into_before[i][j]
                into_before[i][j] = step
        for j in range(HIDDEN):
            into_bias[j] = into_bias[j] + RATE * below[j]
        cost += (wanted - answer) ** 2
    if sweep % 100 == 0:
        print(sweep, cost)
