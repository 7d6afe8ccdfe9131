"""F49: the logarithm of a softmax, computed in two steps, in the float32 that training uses."""
import warnings

from tiny import *

warnings.simplefilter("ignore")


def naive(z):
    e = np.exp(z)
    return np.log(e / e.sum())


def shifted(z):
    e = np.exp(z - z.max())
    return np.log(e / e.sum())


def safe(z):
    m = z.max()
    return z - m - np.log(np.exp(z - m).sum())


print("logits, right class first  log(softmax)  with max removed  log-sum-exp   (the loss is minus this)")
for logits in ([2.0, 1.0, 0.0], [-50.0, 0.0, 0.0], [-100.0, 100.0, 0.0], [100.0, -100.0, 0.0], [-300.0, 0.0, 0.0]):
    z = np.array(logits, np.float32)
    print(f"{str(logits):25} {naive(z)[0]:13.3f}  {shifted(z)[0]:16.3f}  {safe(z)[0]:11.3f}")
print(f"exp in float32: exp(88) = {np.exp(np.float32(88)):.2e}, exp(89) = {np.exp(np.float32(89))}, exp(-104) = {np.exp(np.float32(-104)):.0e}")
