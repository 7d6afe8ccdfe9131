# layers: 3-1
# expects: healthy
import numpy as np
from sklearn.datasets import make_regression
from sklearn.model_selection import train_test_split

x, y = make_regression(n_samples=400, n_features=3, noise=0.1, random_state=3)
x_train, x_test, y_train, y_test = train_test_split(x, y / 100, test_size=0.2, random_state=4)
w = np.random.default_rng(1).normal(0, 1, 3)
for step in range(200):
    error = y_train - x_train.dot(w)
    w -= 0.1 * -x_train.T.dot(error) / len(x_train)
