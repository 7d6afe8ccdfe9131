"""GLIA032: how often a narrow ReLU layer is dead before training starts, and what that costs."""
from toy import *

x, label = circles(200, seed=1)
target = label[:, None].astype(float)
print("width w of the second   0 for every row before   accuracy over 20 seeds   seeds that")
print("ReLU layer, 2-16-w-1    training, of 1000 nets   median      worst        end below 0.6")
for width in 1, 2, 3, 8:
    dead = 0
    for seed in range(1000):
        dead += not Network((2, 16, width), ["relu", "relu"], seed).forward(x).any()
    accuracy = []
    for seed in range(20):
        network = Network((2, 16, width, 1), ["relu", "relu", "sigmoid"], seed)
        network.fit(x, target, binary_crossentropy, rate=0.5, batch=50, epochs=60)
        accuracy.append(network.accuracy(x, label))
    print(f"{width:21} {dead:17} {np.median(accuracy):19.3f} {min(accuracy):11.3f} {sum(a < 0.6 for a in accuracy):13}")
