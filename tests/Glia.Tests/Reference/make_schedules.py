"""Learning-rate schedules as PyTorch and Keras define them: factors on a rate of 1. Run with python3-torch; writes schedules.json beside
itself."""
import json
import os
import warnings

import torch

warnings.filterwarnings("ignore")


def torch_factors(make, steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    schedule = make(optimizer)
    factors = []
    for _ in range(steps):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return factors


one_cycle = torch_factors(lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=1.0, total_steps=40), 40)
one_cycle_short = torch_factors(
    lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=1.0, total_steps=25, pct_start=0.2, div_factor=10, final_div_factor=100), 25)
cosine = torch_factors(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=40, eta_min=0.1), 40)
step = torch_factors(lambda o: torch.optim.lr_scheduler.StepLR(o, step_size=20, gamma=0.5), 60)
# Keras: initial_learning_rate * decay_rate ^ (step / decay_steps), staircase floors the exponent.
exponential = [0.9 ** (i / 7) for i in range(30)]
staircase = [0.9 ** (i // 7) for i in range(30)]

losses = [1.0, 0.8, 0.81, 0.8, 0.79999, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66]
optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
# PyTorch reduces after MORE THAN `patience` bad epochs, Keras at `patience`: hence the 2 for Keras' 3.
# Both count an improvement below best - min_delta.
plateau_schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=2, threshold=1e-4,
    threshold_mode="abs", min_lr=0.1)
plateau = []
for loss in losses:
    plateau_schedule.step(loss)
    plateau.append(optimizer.param_groups[0]["lr"])

with open(os.path.join(os.path.dirname(__file__), "schedules.json"), "w", encoding="utf-8") as file:
    json.dump({"one_cycle": one_cycle, "one_cycle_short": one_cycle_short, "cosine": cosine, "step": step, "exponential": exponential,
               "staircase": staircase, "losses": losses, "plateau": plateau}, file, indent=1)
    file.write("\n")
