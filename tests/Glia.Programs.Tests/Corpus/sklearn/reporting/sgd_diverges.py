# layers: 2-16-16-1
# expects: GLIA065
from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier

def main():
    X, y = make_moons(n_samples=500, noise=0.15, random_state=7)
    split = 400
    classifier = MLPClassifier((16, 16), "relu", solver="sgd", batch_size=32, momentum=0.9,
                               learning_rate_init=20.0,  # <-
                               max_iter=50, random_state=7)
    classifier.fit(X[:split], y[:split])
    print("accuracy", classifier.score(X[split:], y[split:]))

if __name__ == "__main__":
    main()
