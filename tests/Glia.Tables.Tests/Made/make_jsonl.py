#!/usr/bin/env python3
"""Makes pandas.jsonl beside it. Written with pandas 1.5: python3 make_jsonl.py"""
import os
import pandas

table = pandas.DataFrame({
    "small": [0, 1, 2, 3],
    "large": [-5e20, 0.0, 5e20, 1e21],
    "share": [0.1, 0.2, 0.3, None],
    "kind": ['red "x"', "blue", "grün", "blue"],
    "y": [0.5, 1.5, 2.5, 3.5],
})
table.to_json(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pandas.jsonl"), orient="records", lines=True)
