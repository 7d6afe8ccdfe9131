#!/usr/bin/env python3
"""Makes the data files beside it. Written with scipy 1.10 and scikit-learn 1.2: python3 make_data.py"""
import os
import numpy as np
import scipy.io
import scipy.sparse
import sklearn.datasets

HERE = os.path.dirname(os.path.abspath(__file__))
x = np.arange(24).reshape(6, 4) / 4 - 2
y = np.array([1, 2, 3, 1, 2, 3])
for name, options in (("rows-4.mat", {"format": "4"}), ("rows-5.mat", {}), ("rows-7.mat", {"do_compression": True})):
    scipy.io.savemat(os.path.join(HERE, name), {"X": x, "y": y}, **options)
scipy.io.savemat(os.path.join(HERE, "kinds.mat"),
    {"X": scipy.sparse.csc_matrix(np.round(x) * (np.round(x) % 2 == 0)), "y": y, "names": np.array(["a", "b"], dtype=object),
                                                   "z": x + 1j, "title": "text"})
sklearn.datasets.dump_svmlight_file(x, y, os.path.join(HERE, "rows.svmlight"), zero_based=False)
# Samples with two labels, one and none.
labels = np.array([[1, 0, 1], [0, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 0]])
sklearn.datasets.dump_svmlight_file(x, labels, os.path.join(HERE, "labels.svmlight"), zero_based=False, multilabel=True)
