# layers: 6-10-3
# activations: tanh softmax
# expects: healthy
import numpy as np

# As exercises check what their readers wrote: by the very type of an array.
random = np.random.RandomState(0)
labels = random.randint(0, 3, 300)
samples = random.randn(3, 6)[labels] * 2 + random.randn(300, 6)
wanted = np.eye(3)[labels]


class Named(type):
    def __new__(mcs, name, bases, space):
        space["title"] = name.lower()
        return super().__new__(mcs, name, bases, space)


class Network(metaclass=Named):
    def __init__(self):
        self.W1, self.W2 = random.randn(6, 10) * 0.3, random.randn(10, 3) * 0.3


def check(network):
    for weights in (network.W1, network.W2):
        assert type(weights) == np.ndarray, "Wrong type. Expected: %s" % np.ndarray
    assert type(network) is Network and type(Network) is Named and Network.title == "network"
    assert isinstance(Network, type) and not isinstance(network, type) and type(3) is int


network = Network()
for epoch in range(200):
    hidden = np.tanh(samples @ network.W1)
    powers = np.exp(hidden @ network.W2)
    shares = powers / powers.sum(axis=1, keepdims=True)
    error = (shares - wanted) / 300
    back = error @ network.W2.T * (1 - hidden ** 2)
    network.W2 = network.W2 - 0.5 * hidden.T @ error
    network.W1 = network.W1 - 0.5 * samples.T @ back
    check(network)
    if epoch % 50 == 0:
        print(epoch, -np.mean(np.log(shares[wanted == 1])))
