# layers: 64-40-10
# expects: healthy
import matplotlib.pyplot as plt
from sklearn import datasets, metrics
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

digits = datasets.load_digits()
n_samples = len(digits.images)
data = digits.images.reshape((n_samples, -1)) / 16.0
X_train, X_test, y_train, y_test = train_test_split(data, digits.target, test_size=0.3, shuffle=True, random_state=0)

clf = MLPClassifier(hidden_layer_sizes=(40,), alpha=1e-4, solver="adam", tol=1e-4, random_state=1, learning_rate_init=0.005, max_iter=60)
clf.fit(X_train, y_train)
predicted = clf.predict(X_test)
print(metrics.classification_report(y_test, predicted))
print("Training set score: %f" % clf.score(X_train, y_train))
print("Test set score: %f" % clf.score(X_test, y_test))
