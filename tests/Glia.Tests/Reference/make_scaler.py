#!/usr/bin/env python3
"""Prints the golden values of ScalerTests. Made with numpy 1.24.2 and scikit-learn 1.2.1: python3 make_scaler.py"""
import numpy as np
from sklearn.preprocessing import MinMaxScaler, StandardScaler

# Columns: plain, constant, large mean and small spread, constant with a mean that rounds.
x = np.array([[1, 7, 1e6, .1], [2, 7, 1e6 + 1, .1], [4, 7, 1e6 + 3, .1], [9, 7, 1e6 + 2, .1]], dtype="f4").astype("f8")
new = np.array([[0, 7, 1e6, .1], [3, 8, 1e6 + 1.5, .2]], dtype="f4").astype("f8")
for scaler in StandardScaler(), MinMaxScaler():
    scaler.fit(x)
    print(type(scaler).__name__, scaler.scale_.tolist(), [v for row in scaler.transform(new).tolist() for v in row])
