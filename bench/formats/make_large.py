#!/usr/bin/env python3
"""Writes Keras models of about 100 MB into a folder: large.h5 and large.keras, six dense layers of 2048, and small ones of the same layers
with 16 units, whose memory is what a program takes before it reads anything. Needs h5py and numpy: make_large.py FOLDER"""
import io
import json
import os
import sys
import zipfile
import h5py
import numpy as np

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
random = np.random.RandomState(1)
for size, units in (("large", 2048), ("small", 16)):
    arrays = [(random.randn(units, units).astype("float32") / units ** .5, np.zeros(units, "float32")) for _ in range(6)]
    names = [f"dense_{i}" for i in range(6)]
    layers = [{"class_name": "InputLayer", "config": {"batch_shape": [None, units], "batch_input_shape": [None, units], "name": "input"}}]
    layers += [{"class_name": "Dense", "config": {"name": name, "units": units, "activation": "relu", "use_bias": True}} for name in names]
    model = {"class_name": "Sequential", "config": {"name": "s", "layers": layers}}
    with h5py.File(os.path.join(folder, size + ".h5"), "w") as f:
        f.attrs["model_config"], f.attrs["keras_version"], f.attrs["backend"] = json.dumps(model), "2.12.0", "tensorflow"
        root = f.create_group("model_weights")
        root.attrs["layer_names"] = np.array(names, dtype=object)
        for name, both in zip(names, arrays):
            group = root.create_group(name)
            group.attrs["weight_names"] = np.array([f"{name}/kernel:0", f"{name}/bias:0"], dtype=object)
            for kind, array in zip(("kernel:0", "bias:0"), both):
                group.create_dataset(f"{name}/{kind}", data=array)
    data = io.BytesIO()
    with h5py.File(data, "w") as f:
        for i, both in enumerate(arrays):
            for k, array in enumerate(both):
                f.create_dataset(f"layers/dense{'' if i == 0 else f'_{i}'}/vars/{k}", data=array)
    with zipfile.ZipFile(os.path.join(folder, size + ".keras"), "w", zipfile.ZIP_STORED) as z:
        z.writestr("metadata.json", json.dumps({"keras_version": "3.10.0"}))
        z.writestr("config.json", json.dumps(model))
        z.writestr("model.weights.h5", data.getvalue())
