# layers: 4-10-3
# activations: tanh softmax
# expects: healthy
import numpy as np
from sklearn.datasets import make_blobs
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

rows, labels = make_blobs(n_samples=300, n_features=4, centers=3, cluster_std=2.0, random_state=3)
rows_train, rows_test, y_train, y_test = train_test_split(rows, labels, test_size=0.3, random_state=1)
scaler = StandardScaler()
X_train, X_test = scaler.fit_transform(rows_train), scaler.transform(rows_test)

rng = np.random.RandomState(5)
W1, b1 = rng.randn(4, 10) / 2, np.zeros(10)
W2, b2 = rng.randn(10, 3) / np.sqrt(10), np.zeros(3)


def forward(x):
    hidden = np.tanh(x @ W1 + b1)
    scores = np.exp(hidden @ W2 + b2)
    return hidden, scores / scores.sum(axis=1, keepdims=True)


for epoch in range(400):
    hidden, p = forward(X_train)
    error = (p - np.eye(3)[y_train]) / len(X_train)
    back = error @ W2.T * (1 - hidden ** 2)
    W2 -= 0.5 * hidden.T @ error
    b2 -= 0.5 * error.sum(axis=0)
    W1 -= 0.5 * X_train.T @ back
    b1 -= 0.5 * back.sum(axis=0)
    if epoch % 50 == 49:
        answers = np.argmax(forward(X_test)[1], axis=1)
        print("epoch", epoch + 1, "accuracy", accuracy_score(y_test, answers))
