# layers: 4-3
# activations: softmax
# expects: healthy
import numpy as np

np.random.seed(2)
labels = np.random.randint(0, 3, 60)
features = np.random.randn(60, 4) + 2 * np.eye(4)[labels]
lab = np.eye(3)[labels]
w, b = np.random.random((4, 3)), np.random.random(3)
for step in range(400):
    w_grad, b_grad = 0, 0
    for i in range(len(features)):
        p = np.exp(np.matmul(features[i], w) + b) / np.sum(np.exp(np.matmul(features[i], w) + b))
        b_grad += (1 / 60) * np.subtract(p, lab[i])
        w_grad += (1 / 60) * np.matmul(features[i].reshape(1, 4).T, (p - lab[i]).reshape(1, 3))
    w, b = w - 0.3 * w_grad, b - 0.3 * b_grad
print(np.argmax(features @ w + b, axis=1)[:10], labels[:10])
