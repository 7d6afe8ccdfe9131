"""F39: pooling, strides and kernels shrink the picture to nothing. Sizes only, no training."""


def follow(side, layers):
    """Each layer is (name, kernel, stride, padding). Prints the side of the picture after each."""
    line = [str(side)]
    for name, kernel, stride, same in layers:
        side = -(-side // stride) if same else (side - kernel) // stride + 1
        line.append(f"{name} {side}")
        if side < 1:
            break
    return line, side


conv, same, pool = ("conv", 3, 1, False), ("same", 3, 1, True), ("pool", 2, 2, False)
stacks = {
    "four conv + pool pairs": [conv, pool] * 4,
    "three pairs, same padding": [same, pool] * 3,
    "five pools": [pool] * 5,
    "7x7 kernels": [("conv7", 7, 1, False), pool, ("conv7", 7, 1, False), pool],
    "strides of 2 and pools": [("conv/2", 3, 2, False), pool] * 3,
}
for name, layers in stacks.items():
    line, side = follow(28, layers)
    left = f"{side * side} of 784 places left" if side > 0 else "cannot be built"
    print(f"{name:26} {' > '.join(line)}: {left}")
