# layers: 2-6-1
# activations: sigmoid sigmoid
# expects: healthy
# New weights are written into a second set of arrays, and the sets are swapped.
import numpy as np

rng = np.random.RandomState(21)
X = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = np.array([[0.], [1.], [1.], [0.]])
now = [rng.randn(2, 6) * 2, rng.randn(6), rng.randn(6, 1) * 2, rng.randn(1)]
then = [np.empty_like(a) for a in now]
for step in range(8000):
    h = 1 / (1 + np.exp(-(X @ now[0] + now[1])))
    o = 1 / (1 + np.exp(-(h @ now[2] + now[3])))
    do = o - Y
    dh = do @ now[2].T * h * (1 - h)
    for k, g in enumerate((X.T @ dh, dh.sum(0), h.T @ do, do.sum(0))):
        np.subtract(now[k], 0.5 * g, out=then[k])
    now, then = then, now
print(np.abs(o - Y).max())
