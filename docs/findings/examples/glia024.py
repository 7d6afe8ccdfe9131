"""GLIA024: softmax over one unit is the constant 1."""
from toy import *

x, label = circles(1000, seed=1)
label[:200] = 0  # 400 ones, 600 zeros: a class share that cannot be mistaken for chance
x[:200] = circles(2000, seed=3)[0][0:400:2]
target = label[:, None].astype(float)
print("softmax over one number z is e^z / e^z:", *(f"z={z}: {softmax(np.array([[z]]))[0, 0]:.1f}" for z in (-40.0, 0.0, 3.0)))
for name in "softmax", "sigmoid":
    network = Network((2, 16, 16, 1), ["relu", "relu", name])
    value, grad_w, _ = network.gradients(x, target, binary_crossentropy)
    largest = max(np.abs(g).max() for g in grad_w)
    history = network.fit(x, target, binary_crossentropy, rate=0.5, batch=50, epochs=30)
    output = network.forward(x)
    print(f"{name}: largest gradient before training {largest:.4f}")
    print(f"  loss of epochs 1, 2, 30: {history[0]:.4f} {history[1]:.4f} {history[29]:.4f}; "
          f"outputs {output.min():.4f} to {output.max():.4f}; accuracy {network.accuracy(x, label):.3f}")
print(f"share of ones {label.mean():.3f}; the constant loss is {1 - label.mean():.1f} * -ln(1e-7) = {(1 - label.mean()) * -np.log(TINY):.4f}")
