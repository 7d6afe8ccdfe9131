# layers: 3-30-1
# expects: GLIA006
import numpy as np
from sklearn.metrics import r2_score
from sklearn.neural_network import MLPRegressor

rng = np.random.RandomState(0)
size = rng.uniform(40, 250, 400)
rooms = np.round(size / 30 + rng.normal(0, 0.7, 400))
age = rng.uniform(0, 80, 400)
price = 2400 * size + 15000 * rooms - 900 * age + rng.normal(0, 9000, 400)

features = np.column_stack([(size - size.mean()) / size.std(), (rooms - rooms.mean()) / rooms.std(), (age - age.mean()) / age.std()])
train, test = np.arange(300), np.arange(300, 400)
net = MLPRegressor(hidden_layer_sizes=30, solver="adam", max_iter=100, random_state=3)  # <-
net.fit(features[train], price[train])  # <-
print("R2:", r2_score(price[test], net.predict(features[test])))
