# layers: 4-12-3
# expects: healthy
from sklearn.datasets import load_iris
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import MinMaxScaler

iris = load_iris()
labels = iris.target_names[iris.target]
train_x, test_x, train_y, test_y = train_test_split(iris.data, labels, random_state=2)
scaler = MinMaxScaler().fit(train_x)
train_x, test_x = scaler.transform(train_x), scaler.transform(test_x)

mlp = MLPClassifier(hidden_layer_sizes=(12,), activation="tanh", learning_rate_init=0.02, early_stopping=False, max_iter=400, random_state=2)
mlp.fit(train_x, train_y)
guess = mlp.predict(test_x)
print(accuracy_score(test_y, guess))
print(confusion_matrix(test_y, guess))
