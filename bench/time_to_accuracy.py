#!/usr/bin/env python3
"""Seconds from process start to 98.0 % on the MNIST test data, and what the run ends with: `glia train mnist`, five seeds, median.

Usage: time_to_accuracy.py PATH/TO/glia [seeds]

Everything counts: starting the process, loading the data, compiling, training and the evaluation after each epoch. The moment taken is that
at which the epoch's line comes out of the pipe.
"""
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

glia = sys.argv[1]
seeds = range(1, 1 + int(sys.argv[2] if len(sys.argv) > 2 else 5))
to_98, first_line, finals, walls = [], [], [], []
print(f"{'seed':>4} {'first epoch':>12} {'98.0 %':>8} {'end':>8} {'accuracy':>9}")
for seed in seeds:
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        run = subprocess.Popen([glia, "train", "mnist", "--seed", str(seed), "--output", os.path.join(folder, "run")],
            stdout=subprocess.PIPE, text=True)
        reached = first = None
        accuracy = 0.0
        for line in run.stdout:
            shares = re.findall(r"(\d+\.\d+) %", line)
            if re.match(r"^[ *]*\d+ ", line) and len(shares) == 2:
                now = time.monotonic() - start
                first = first or now
                accuracy = float(shares[1])
                if accuracy >= 98.0 and reached is None:
                    reached = now
        run.wait()
        wall = time.monotonic() - start
    print(f"{seed:>4} {first:>10.2f} s {reached if reached else float('nan'):>6.2f} s {wall:>6.2f} s {accuracy:>7.2f} %", flush=True)
    to_98.append(reached or float("inf"))
    first_line.append(first)
    finals.append(accuracy)
    walls.append(wall)
print(f"median: first epoch {statistics.median(first_line):.2f} s, 98.0 % after {statistics.median(to_98):.2f} s, "
    f"end {statistics.median(walls):.2f} s")
print(f"test accuracy {statistics.mean(finals):.2f} % +- {statistics.stdev(finals):.2f} over {len(finals)} seeds")
print(f"peak resident set of the largest run {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
