# layers: none
# expects: healthy
import random

random.seed(6)
level = [5.0, 3.0]
flow = [1.0, 2.0]
for moment in range(200):
    load = level[0] * flow[0] + level[1] * flow[1]
    if load > 12:
        level[0] -= 0.1 * flow[0]
        level[1] -= 0.1 * flow[1]
    elif load < 9:
        level[0] += 0.1 * flow[0]
        level[1] += 0.1 * flow[1]
    flow = [random.uniform(0.5, 2), random.uniform(0.5, 2)]
print(level)
