"""GLIA004: a single missing value among 576,000 numbers."""
from toy import *

pixels, labels = digits(4000, seed=1)
x, target = pixels / 255, one_hot(labels)
x[1234, 77] = np.nan
where = np.argwhere(~np.isfinite(x))
print(f"numbers: {x.size}; not finite: {len(where)}; at row {where[0][0]}, column {where[0][1]}")
network = classifier()
with np.errstate(invalid="ignore"):
    for start in range(0, 4000, 32):
        rows = slice(start, start + 32)
        value, grad_w, grad_b = network.gradients(x[rows], target[rows], crossentropy_from_logits)
        broken = [int(np.isnan(w).sum()) for w in network.w]
        step = start // 32 + 1
        if step in (38, 39, 40):
            print(f"step {step}: loss {value:.3f}, weights that are nan before it: {broken[0]} of {network.w[0].size} and {broken[1]} of {network.w[1].size}")
        for parameter, gradient in zip(network.w + network.b, grad_w + grad_b):
            parameter -= 0.1 * gradient
    output = network.forward(pixels[:5] / 255)
print("outputs for a clean row afterwards:", " ".join(f"{v:.1f}" for v in output[0][:3]), "...")
print("the class argmax picks from ten nan:", output[0].argmax())
good = np.isfinite(x).all(axis=1)
network = classifier()
loss = network.fit(x[good], target[good], crossentropy_from_logits, epochs=15)
print(f"without that row: {good.sum()} rows, loss after 15 epochs {loss[-1]:.3f}")
