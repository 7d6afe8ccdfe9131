# a = b = 0.0: weights that begin as one number; tanh by powers of e
# layers: 2-1
# activations: tanh
# expects: healthy
import math

a = [0.5, 1.5, -0.5, -1.5, 2.0, -2.0]
c = [1.0, 0.3, -1.0, -0.2, 0.5, -0.7]
goal = [1.0, 1.0, -1.0, -1.0, 1.0, -1.0]
u = v = 0.0
k = 0.0


def tanh(z):
    return (math.e ** z - math.e ** -z) / (math.e ** z + math.e ** -z)


def gradients():
    gu, gv, gk = 0.0, 0.0, 0.0
    for i in range(len(a)):
        o = tanh(u * a[i] + v * c[i] + k)
        d = (o - goal[i]) * (1 - o ** 2)
        gu += d * a[i]
        gv += d * c[i]
        gk += d
    return 2 / len(a) * gu, 2 / len(a) * gv, 2 / len(a) * gk


for step in range(500):
    gu, gv, gk = gradients()
    u = u - 0.1 * gu
    v = v - 0.1 * gv
    k = k - 0.1 * gk
print(u, v, k)
