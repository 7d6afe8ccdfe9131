# layers: none
# activations: none
# expects: healthy
import numpy as np

np.random.seed(3)
labels = np.random.randint(0, 2, 120)
images = np.random.rand(120, 8, 8) * 0.5
for i, label in enumerate(labels):
    if label: images[i, :, 3:5] += 0.6
    else: images[i, 3:5, :] += 0.6
filters = np.random.randn(4, 3, 3) / 3
W, b = np.random.randn(36, 2) * 0.1, np.zeros(2)


def convolve(image):
    out = np.zeros((6, 6, 4))
    for r in range(6):
        for c in range(6):
            out[r, c] = np.sum(image[r:r + 3, c:c + 3] * filters, axis=(1, 2))
    return out


def pool(maps):
    out = np.zeros((3, 3, 4))
    for r in range(3):
        for c in range(3):
            out[r, c] = np.amax(maps[2 * r:2 * r + 2, 2 * c:2 * c + 2], axis=(0, 1))
    return out


for epoch in range(3):
    loss = 0
    for image, label in zip(images, labels):
        maps = convolve(image)
        small = pool(maps)
        flat = small.flatten()
        z = np.dot(flat, W) + b
        p = np.exp(z) / np.sum(np.exp(z))
        loss -= np.log(p[label])
        d = p - np.eye(2)[label]
        dW = np.outer(flat, d)
        dflat = (W @ d).reshape(small.shape)
        W -= 0.05 * dW
        b -= 0.05 * d
        dmaps = np.zeros_like(maps)
        for r in range(6):
            for c in range(6):
                hit = maps[r, c] == small[r // 2, c // 2]
                dmaps[r, c] = hit * dflat[r // 2, c // 2]
        dfilters = np.zeros_like(filters)
        for r in range(6):
            for c in range(6):
                for f in range(4):
                    dfilters[f] += dmaps[r, c, f] * image[r:r + 3, c:c + 3]
        filters -= 0.05 * dfilters
    print(epoch, loss / len(images))
