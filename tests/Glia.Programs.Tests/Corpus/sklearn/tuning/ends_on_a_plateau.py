# layers: 2-3-1
# expects: GLIA073
import numpy as np
from sklearn.neural_network import MLPClassifier

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]] * 5, dtype=float)
y = X[:, 0].astype(int) ^ X[:, 1].astype(int)

# XOR begins on a plateau, where no epoch gains as much as tol asks for.
network = MLPClassifier(  # <-
    hidden_layer_sizes=(3,), activation="logistic", solver="sgd", learning_rate_init=0.5, batch_size=20, max_iter=4000, random_state=2)
network.fit(X, y)
print(network.n_iter_, network.score(X, y))
