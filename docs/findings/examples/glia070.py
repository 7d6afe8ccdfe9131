"""GLIA070: averages of the weights in a short run and in a long one."""
from toy import *

pixels, labels = digits(2000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x, test, target = pixels / 255, test_pixels / 255, one_hot(labels)
BATCH = 50
STEPS = len(x) // BATCH

print("                     accuracy on 1,000 test images")
print("steps   last weights   momentum 0.9   momentum 0.99   momentum 0.999")
for epochs in 1, 5, 25:
    network = classifier()
    averages = {momentum: [np.zeros_like(p) for p in network.w + network.b] for momentum in (0.9, 0.99, 0.999)}
    for step in range(1, epochs * STEPS + 1):
        rows = network.random.randint(len(x), size=BATCH)
        network.fit(x[rows], target[rows], crossentropy_from_logits, rate=0.3, batch=BATCH, epochs=1)
        for momentum, average in averages.items():
            share = (1 - momentum) / (1 - momentum ** step)        # the first weights do not count
            for mean, parameter in zip(average, network.w + network.b):
                mean += share * (parameter - mean)
    line = f"{epochs * STEPS:5} {network.accuracy(test, test_labels):14.3f}"
    last = network.w, network.b
    for average in averages.values():
        network.w, network.b = average[:len(network.w)], average[len(network.w):]
        line += f" {network.accuracy(test, test_labels):15.3f}"
    print(line)
    network.w, network.b = last
