# layers: 3-1
# activations: sigmoid
# expects: healthy
import numpy as np

x = np.array([[0., 0., 1.], [1., 1., 1.], [1., 0., 1.], [0., 1., 1.]])
t = np.array([[0., 1., 1., 0.]]).T
np.random.seed(1)
w = 2 * np.random.random((3, 1)) - 1
for i in range(2000):
    out = np.around(1 / (1 + np.exp(-np.dot(x, w))), decimals=4)
    error = t - out
    w += np.dot(x.T, error * out * (1 - out))
print(np.round(out, 2))
