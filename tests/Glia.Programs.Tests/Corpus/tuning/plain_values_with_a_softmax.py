# numbers that carry their gradients, a softmax of them, and the logarithm of the class's
# layers: 2-5-3
# activations: relu softmax
# expects: healthy
import math, random
random.seed(32)
class V:
    def __init__(self, data, kids=(), local=()):
        self.data, self.grad, self.kids, self.local = data, 0, kids, local
    def __add__(self, o):
        o = o if isinstance(o, V) else V(o)
        return V(self.data + o.data, (self, o), (1, 1))
    def __mul__(self, o):
        o = o if isinstance(o, V) else V(o)
        return V(self.data * o.data, (self, o), (o.data, self.data))
    def __pow__(self, k): return V(self.data ** k, (self,), (k * self.data ** (k - 1),))
    def log(self): return V(math.log(self.data), (self,), (1 / self.data,))
    def exp(self): return V(math.exp(self.data), (self,), (math.exp(self.data),))
    def relu(self): return V(max(0, self.data), (self,), (float(self.data > 0),))
    def __neg__(self): return self * -1
    def __sub__(self, o): return self + (-o)
    def __truediv__(self, o): return self * o ** -1
    __radd__ = __add__
    def backward(self):
        topo, seen = [], set()
        def build(v):
            if v not in seen:
                seen.add(v)
                for c in v.kids: build(c)
                topo.append(v)
        build(self)
        self.grad = 1
        for v in reversed(topo):
            for c, l in zip(v.kids, v.local): c.grad += l * v.grad
rows = [([random.gauss(2 * (k == 0), 0.7), random.gauss(2 * (k == 1), 0.7)], k) for k in (0, 1, 2) for _ in range(10)]
W = [[V(random.gauss(0, 0.5)) for _ in range(2)] for _ in range(5)]
U = [[V(random.gauss(0, 0.5)) for _ in range(5)] for _ in range(3)]
ps = [p for r in W + U for p in r]
def linear(x, w): return [sum(wi * xi for wi, xi in zip(wo, x)) for wo in w]
def softmax(s):
    m = max(v.data for v in s)
    e = [(v - V(m)).exp() for v in s]
    t = sum(e)
    return [v / t for v in e]
for step in range(60):
    x, y = rows[step % 30]
    p = softmax(linear([v.relu() for v in linear([V(a) for a in x], W)], U))
    loss = -p[y].log()
    loss.backward()
    for q in ps:
        q.data -= 0.1 * q.grad
        q.grad = 0
print(loss.data)
