# layers: 3-6-2
# activations: tanh softmax
# expects: healthy
import numpy as np

# Eight different rows, whose labels are right seven times in ten: each comes back with the other label often.
random = np.random.RandomState(6)
table = random.randint(0, 2, (400, 3)).astype(float)
labels = ((table.sum(axis=1) > 1) ^ (random.rand(400) < 0.3)).astype(int)
wanted = np.eye(2)[labels]
inner, outer = random.randn(3, 6) * 0.6, random.randn(6, 2) * 0.4
inner_bias, outer_bias = np.zeros(6), np.zeros(2)
for epoch in range(60):
    order = random.permutation(400)
    for start in range(0, 400, 40):
        x, y = table[order[start:start + 40]], wanted[order[start:start + 40]]
        hidden = np.tanh(x @ inner + inner_bias)
        powers = np.exp(hidden @ outer + outer_bias)
        chances = powers / powers.sum(axis=1, keepdims=True)
        error = (chances - y) / len(x)
        back = error @ outer.T * (1 - hidden ** 2)
        outer -= 0.5 * hidden.T @ error
        outer_bias -= 0.5 * error.sum(axis=0)
        inner -= 0.5 * x.T @ back
        inner_bias -= 0.5 * back.sum(axis=0)
    if epoch % 20 == 0:
        print(epoch, -np.mean(np.log(chances[y == 1])))
