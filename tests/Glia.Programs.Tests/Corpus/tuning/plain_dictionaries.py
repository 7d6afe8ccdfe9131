# layers: 2-3-2
# activations: sigmoid sigmoid
# expects: healthy
from math import exp
from random import random, seed


def initialize(n_inputs, n_hidden, n_outputs):
    return [[{'weights': [random() for i in range(n_inputs + 1)]} for i in range(n_hidden)],
            [{'weights': [random() for i in range(n_hidden + 1)]} for i in range(n_outputs)]]


def activate(weights, inputs):
    activation = weights[-1]
    for i in range(len(weights) - 1):
        activation += weights[i] * inputs[i]
    return activation


def transfer(activation):
    return 1.0 / (1.0 + exp(-activation))


def forward(network, row):
    inputs = row
    for layer in network:
        new_inputs = []
        for neuron in layer:
            neuron['output'] = transfer(activate(neuron['weights'], inputs))
            new_inputs.append(neuron['output'])
        inputs = new_inputs
    return inputs


def backward(network, expected):
    for i in reversed(range(len(network))):
        layer = network[i]
        errors = list()
        if i != len(network) - 1:
            for j in range(len(layer)):
                error = 0.0
                for neuron in network[i + 1]:
                    error += (neuron['weights'][j] * neuron['delta'])
                errors.append(error)
        else:
            for j in range(len(layer)):
                errors.append(layer[j]['output'] - expected[j])
        for j in range(len(layer)):
            neuron = layer[j]
            neuron['delta'] = errors[j] * neuron['output'] * (1.0 - neuron['output'])


def update(network, row, l_rate):
    for i in range(len(network)):
        inputs = row[:-1]
        if i != 0:
            inputs = [neuron['output'] for neuron in network[i - 1]]
        for neuron in network[i]:
            for j in range(len(inputs)):
                neuron['weights'][j] -= l_rate * neuron['delta'] * inputs[j]
            neuron['weights'][-1] -= l_rate * neuron['delta']


def train(network, rows, l_rate, n_epoch, n_outputs):
    for epoch in range(n_epoch):
        sum_error = 0
        for row in rows:
            outputs = forward(network, row)
            expected = [0 for i in range(n_outputs)]
            expected[row[-1]] = 1
            sum_error += sum([(expected[i] - outputs[i]) ** 2 for i in range(len(expected))])
            backward(network, expected)
            update(network, row, l_rate)
        if epoch % 5 == 0:
            print('>epoch=%d, lrate=%.3f, error=%.3f' % (epoch, l_rate, sum_error))


seed(1)
rows = []
for k in range(20):
    rows.append([random() * 2 + (k % 2) * 3, random() * 2 + (k % 2) * 2, k % 2])
network = initialize(2, 3, 2)
train(network, rows, 0.5, 40, 2)
