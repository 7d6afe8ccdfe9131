# layers: 784-12-4
# activations: sigmoid sigmoid
import numpy as np

np.random.seed(37)
pictures = [(k % 4, np.random.rand(784) * 60 + 195 * (np.arange(784) // 196 == k % 4)) for k in range(300)]
kept = [(k % 4, np.random.rand(784) * 60 + 195 * (np.arange(784) // 196 == k % 4)) for k in range(40)]
texts, kept_texts = ([",".join(str(number) for number in (kind, *picture)) for kind, picture in part] for part in (pictures, kept))


class Net:
    def __init__(self, ins, between, outs, rate):
        self.first = np.random.normal(0, ins ** -0.5, (between, ins))
        self.second = np.random.normal(0, between ** -0.5, (outs, between))
        self.rate = rate

    def learn(self, numbers, wanted):
        given, wanted = np.array(numbers, ndmin=2).T, np.array(wanted, ndmin=2).T
        middle = 1 / (1 + np.exp(-np.dot(self.first, given)))
        end = 1 / (1 + np.exp(-np.dot(self.second, middle)))
        error = (wanted - end) * end * (1 - end)
        below = np.dot(self.second.T, error) * middle * (1 - middle)
        self.second += self.rate * np.dot(error, middle.T)
        self.first += self.rate * np.dot(below, given.T)

    def ask(self, numbers):
        given = np.array(numbers, ndmin=2).T
        middle = 1 / (1 + np.exp(-np.dot(self.first, given)))
        return 1 / (1 + np.exp(-np.dot(self.second, middle)))


net = Net(784, 12, 4, 0.3)
for epoch in range(6):
    for text in texts:
        parts = text.split(",")
        wanted = np.zeros(4) + 0.01
        wanted[int(parts[0])] = 0.99
        net.learn(np.asarray(parts[1:], dtype=float) / 255 * 0.99 + 0.01, wanted)
    right = []
    for text in kept_texts:
        parts = text.split(",")
        answer = np.argmax(net.ask(np.asarray(parts[1:], dtype=float) / 255 * 0.99 + 0.01))
        right.append(1 if answer == int(parts[0]) else 0)
    print(epoch, sum(right) / len(right))
