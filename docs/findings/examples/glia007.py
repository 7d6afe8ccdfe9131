"""GLIA007: an autoencoder with sigmoid outputs that has to paint pixels from 0 to 255."""
from toy import *

pixels, _ = digits(2000, seed=1)
x = pixels / 255
print(f"targets from {pixels.min():.0f} to {pixels.max():.0f}; a sigmoid gives 0 to 1")
outside = np.mean(pixels > 1)
floor = np.mean(np.maximum(pixels - 1, 0) ** 2)
print(f"{outside:.3f} of the targets lie above 1; the smallest mean squared error possible is {floor:.1f}")
for name, target, scale in ("targets 0 to 255", pixels, 255.0), ("targets 0 to 1", x, 1.0):
    network = Network((144, 32, 144), ["relu", "sigmoid"])
    history = network.fit(x, target, mean_squared_error, rate=3.0, batch=40, epochs=20, momentum=0.9)
    output = network.forward(x)
    error = np.sqrt(np.mean((output - x) ** 2))
    print(f"{name:17} loss of epochs 1 and 20: {history[0]:.4f} {history[19]:.4f}; outputs above 0.99: {np.mean(output > 0.99):.3f}; "
          f"as pictures, off by {255 * error:.1f} of 255")
print(f"the mean picture alone would be off by {255 * np.sqrt(np.mean((x - x.mean(axis=0)) ** 2)):.1f}")
