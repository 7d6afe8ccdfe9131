"""GLIA033: dropout on the output, and dropout that leaves one unit in ten."""
from toy import *

random = np.random.RandomState(7)


def dropped(network, x, places, rate):
    """The forward pass with dropout behind the layers named in places, and the masks that were drawn."""
    a, kept = x, []
    network.z, network.a = [], [x]
    for layer, (w, b, name) in enumerate(zip(network.w, network.b, network.activations)):
        network.z.append(a @ w + b)
        a = ACTIVATIONS[name][0](network.z[-1])
        network.a.append(a)
        kept.append((random.rand(*a.shape) >= rate) / (1 - rate) if layer in places else 1.0)
        a = a * kept[-1]
    return a, kept


def train(places, rate, last, loss, epochs=15):
    network = Network((144, 64, 10), ["relu", last])
    history = []
    for _ in range(epochs):
        order = network.random.permutation(len(x))
        losses = []
        for start in range(0, len(x), 40):
            rows = order[start:start + 40]
            output, kept = dropped(network, x[rows], places, rate)
            value, g = loss(output, target[rows])
            losses.append(value)
            g = ACTIVATIONS[last][1](network.z[1], network.a[2], g * kept[1])
            hidden = network.a[1] * kept[0]
            g1 = ACTIVATIONS["relu"][1](network.z[0], network.a[1], (g @ network.w[1].T) * kept[0])
            for parameter, gradient in zip(network.w + network.b, [x[rows].T @ g1, hidden.T @ g, g1.sum(axis=0), g.sum(axis=0)]):
                parameter -= 0.1 * gradient
        history.append(np.mean(losses))
    output = network.forward(x)
    return history[-1], loss(output, target)[0], network.accuracy(test, test_labels)


pixels, labels = digits(4000, seed=1)
test_pixels, test_labels = digits(1000, seed=2)
x, test, target = pixels / 255, test_pixels / 255, one_hot(labels)
print("dropout                              loss while training   same data, dropout off   test accuracy")
for name, places, rate, last, loss in (("none", (), 0.5, "softmax", categorical_crossentropy),
                                       ("0.2 behind the hidden layer", (0,), 0.2, "softmax", categorical_crossentropy),
                                       ("0.9 behind the hidden layer", (0,), 0.9, "softmax", categorical_crossentropy),
                                       ("0.5 behind the softmax", (1,), 0.5, "softmax", categorical_crossentropy),
                                       ("0.5 on the logits", (1,), 0.5, "linear", crossentropy_from_logits)):
    training, without, accuracy = train(places, rate, last, loss)
    print(f"{name:36} {training:19.3f} {without:24.3f} {accuracy:15.3f}")
print(f"behind the softmax a perfect network would still pay 0.5 * -ln(1e-7) = {0.5 * -np.log(TINY):.3f}")
