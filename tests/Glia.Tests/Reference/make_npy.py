#!/usr/bin/env python3
"""Makes the npy and npz fixtures beside it. Run with numpy (made with 1.24.2): python3 make_npy.py"""
import os
import numpy as np

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "npy")
os.makedirs(folder, exist_ok=True)


def save(name, array):
    np.save(os.path.join(folder, name + ".npy"), array, allow_pickle=True)


# Every numeric type holds the same small matrix, 0..5, as 2 x 3.
for code in "?", "u1", "i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f2", "<f4", "<f8", ">i2", ">i4", ">f4", ">f8":
    save("six_" + code.replace("<", "le_").replace(">", "be_").replace("?", "bool"), np.arange(6).reshape(2, 3).astype(code))
save("fortran", np.asfortranarray(np.arange(24, dtype="f4").reshape(2, 3, 4)))
save("fortran_text", np.asfortranarray(np.array([["a", "bb"], ["ccc", ""], ["\u00e9\U0001f600", "x"]])))
save("scalar", np.array(2.5))
save("scalar_text", np.array("relu"))
save("bytes", np.array([b"one", b"three"]))
save("empty", np.zeros((0, 784), "f4"))
save("negative", np.array([-1.5, -2, np.nan, np.inf]))
save("big", np.array([2**53 + 1, -2**63], "i8"))
save("object", np.array([{"a": 1}], dtype=object))
save("structured", np.zeros(2, dtype=[("a", "f4"), ("b", "i4")]))
save("complex", np.zeros(2, dtype="c8"))
arrays = dict(x=np.arange(6, dtype="f4").reshape(3, 2), y=np.array([0, 1, 0], "u1"), loss=np.array("mse"))
np.savez(os.path.join(folder, "stored.npz"), **arrays)
np.savez_compressed(os.path.join(folder, "deflated.npz"), **arrays)
