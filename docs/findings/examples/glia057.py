"""F57: the derivative of the sigmoid is taken of the output instead of the input, or left out."""
from tiny import *

x, y = circles(800, 1)
t = y[:, None] * 1.0


def variant(factor):
    class Variant(Net):
        def gradients(self, x, t):
            p = self.forward(x)
            d = (p - t) / len(x)
            back = (d @ self.w[1].T) * factor(self.a[1])
            return [x.T @ back, self.a[1].T @ d], [back.sum(axis=0), d.sum(axis=0)]

    return Variant([2, 16, 1], 0, hidden="sigmoid", out="sigmoid", scale=1.0)


variants = {
    "a (1 - a)": variant(lambda a: a * (1 - a)),
    "sigmoid'(a)": variant(lambda a: sigmoid(a) * (1 - sigmoid(a))),
    "left out": variant(lambda a: np.ones_like(a)),
}
print("one row; hidden output a:       0.02   0.27   0.50   0.73   0.98")
a = np.array([0.02, 0.27, 0.50, 0.73, 0.98])
print("written / true, sigmoid'(a): " + " ".join(f"{v:6.2f}" for v in sigmoid(a) * (1 - sigmoid(a)) / (a * (1 - a))))
print("written / true, left out:    " + " ".join(f"{v:6.2f}" for v in 1 / (a * (1 - a))))
print("derivative   relative error: layer 2  layer 1    accuracy after 60 epochs")
for name, net in variants.items():
    gw, _ = net.gradients(x[:20], t[:20])
    errors = []
    for l in (1, 0):
        places = list(np.ndindex(gw[l].shape))[:16]
        n = np.array([slope(net, x[:20], t[:20], net.w[l], i) for i in places])
        g = np.array([gw[l][i] for i in places])
        errors.append(np.linalg.norm(g - n) / max(np.linalg.norm(g), np.linalg.norm(n)))
    print(f"{name:11}  {errors[0]:23.0e}  {errors[1]:7.0e}    {net.fit(x, t, 1.0, 60).accuracy(x, y):.3f}")
