# layers: 4-8-3
# activations: sigmoid softmax
# expects: healthy
import numpy as np

np.random.seed(21)
classes = np.random.randint(0, 3, 150)
means = np.array([[2, 0, 0, 1.0], [0, 2, 0, -1], [0, 0, 2, 0]])
inputs = means[classes] + 0.5 * np.random.randn(150, 4)
targets = np.zeros((150, 3))
targets[np.arange(150), classes] = 1


class NeuralNetwork:
    def __init__(self, n_in, n_hidden, n_out, rate):
        self.wih = np.random.normal(0.0, n_in ** -0.5, (n_hidden, n_in))
        self.who = np.random.normal(0.0, n_hidden ** -0.5, (n_out, n_hidden))
        self.rate = rate

    def train(self, inputs_list, targets_list):
        inputs = np.array(inputs_list, ndmin=2).T
        targets = np.array(targets_list, ndmin=2).T
        hidden = 1 / (1 + np.exp(-np.dot(self.wih, inputs)))
        scores = np.dot(self.who, hidden)
        exps = np.exp(scores - np.max(scores))
        final = exps / np.sum(exps)
        output_errors = targets - final
        hidden_errors = np.dot(self.who.T, output_errors)
        self.who += self.rate * np.dot(output_errors, np.transpose(hidden))
        self.wih += self.rate * np.dot(hidden_errors * hidden * (1.0 - hidden), np.transpose(inputs))

    def query(self, inputs_list):
        inputs = np.array(inputs_list, ndmin=2).T
        hidden = 1 / (1 + np.exp(-np.dot(self.wih, inputs)))
        scores = np.dot(self.who, hidden)
        exps = np.exp(scores - np.max(scores))
        return exps / np.sum(exps)


n = NeuralNetwork(4, 8, 3, 0.1)
for e in range(20):
    for record, target in zip(inputs, targets):
        n.train(record, target)
    scorecard = []
    for record, label in zip(inputs, classes):
        outputs = n.query(record)
        scorecard.append(1 if np.argmax(outputs) == label else 0)
    print("performance =", np.asarray(scorecard).sum() / len(scorecard))
