# layers: 13-32-3
# expects: GLIA001
import numpy as np
from sklearn.datasets import load_wine
from sklearn.neural_network import MLPClassifier

wine = load_wine()
order = np.random.RandomState(11).permutation(len(wine.data))
X, y = wine.data[order], wine.target[order]
Xtr, ytr, Xte, yte = X[:140], y[:140], X[140:], y[140:]
mlp = MLPClassifier(hidden_layer_sizes=(32,), solver="sgd", learning_rate_init=0.01, random_state=11)  # <-
for epoch in range(40):
    for i in range(0, len(Xtr), 20):
        mlp.partial_fit(Xtr[i:i + 20], ytr[i:i + 20], classes=np.unique(y))  # <-
    if epoch % 10 == 0:
        print(epoch, mlp.score(Xte, yte))
