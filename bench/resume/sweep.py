#!/usr/bin/env python3
"""Kills `glia sweep run` with SIGKILL every so many seconds until it is done, and compares its table with that of a sweep never killed.

    bench/resume/sweep.py [--runs 300] [--every 10] [--jobs 2] [--out bench/resume/results/NAME.txt]

Build the command line first (dotnet build src/Glia.Cli -c Release), or name another one with --glia. A run that is over when the process is
killed must be over when it goes on, untouched; so at most the runs in progress are lost, and those go on from their checkpoints. Ends with 1
at the first thing that is wrong.
"""
import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def make(folder, runs):
    numbers = random.Random(1)
    csv = os.path.join(folder, "clouds.csv")
    with open(csv, "w") as out:
        out.write("a,b,cloud\n")
        for row in range(1500):
            cloud = row % 3
            out.write(f"{cloud + numbers.random():.4f},{cloud * cloud + numbers.random():.4f},c{cloud}\n")
    sweep = {
        "experiment": {"data": {"source": csv, "targets": ["cloud"]},
                       "network": [{"class_name": "Dense", "units": 16, "activation": "relu"}, {"class_name": "Dropout", "rate": 0.1},
                                   {"class_name": "Dense", "units": 3, "activation": "softmax"}],
                       "training": {"optimizer": "Adam", "batch_size": 16, "epochs": 12, "validation_split": 0.2}},
        "search": "random", "runs": runs,
        "vary": {"training.optimizer.learning_rate": {"from": 0.0001, "to": 0.1, "scale": "log"},
                 "network[0].units": {"from": 4, "to": 64, "whole": True}, "seed": {"from": 1, "to": 1000000, "whole": True}},
    }
    path = os.path.join(folder, "many.json")
    with open(path, "w") as out:
        json.dump(sweep, out)
    return path


def table(folder):
    with open(os.path.join(folder, "results.csv")) as file:
        return [line.rstrip("\n").rsplit(",", 1)[0] for line in file]


def over(folder):
    """The finished runs and the bytes of their models' files: inode and time say whether a file was written again."""
    found = {}
    for run in sorted(os.listdir(os.path.join(folder, "runs"))) if os.path.isdir(os.path.join(folder, "runs")) else []:
        summary = os.path.join(folder, "runs", run, "summary.json")
        if os.path.exists(summary):
            stat = os.stat(summary)
            found[run] = (stat.st_ino, stat.st_mtime_ns)
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--every", type=float, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--glia", default=os.path.join(ROOT, "artifacts/bin/Glia.Cli/release/Glia.Cli.dll"))
    parser.add_argument("--out")
    wanted = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="glia-sweep-")
    file, whole, killed = make(folder, wanted.runs), os.path.join(folder, "whole"), os.path.join(folder, "killed")
    words = ["dotnet", wanted.glia, "sweep", "run", file, "--jobs", str(wanted.jobs), "--checkpoint-every", "1s", "-o"]
    started = time.monotonic()
    subprocess.run([*words, whole], check=True, stdout=subprocess.DEVNULL)
    usual = time.monotonic() - started
    kills, began, most, again = 0, time.monotonic(), 0, 0
    before = {}
    while True:
        process = subprocess.Popen([*words, killed], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            process.wait(wanted.every)
            if process.returncode != 0:
                print(f"it ended by itself with {process.returncode}: {process.stderr.read()}")
                sys.exit(1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
        now = over(killed)
        written = [run for run, stamp in before.items() if now.get(run) != stamp]
        if written:
            print(f"kill {kills}: runs that were over were done again: {written}\nleft in {killed}")
            sys.exit(1)
        begun = len(os.listdir(os.path.join(killed, "runs"))) if os.path.isdir(os.path.join(killed, "runs")) else 0
        most, again, before = max(most, begun - len(now)), again + begun - len(now), now
        if process.returncode == 0:
            break
    if table(whole) != table(killed):
        print(f"the tables differ\nleft in {folder}")
        sys.exit(1)
    shutil.rmtree(folder)
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    text = [f"{wanted.runs} runs, {wanted.jobs} at a time, kill -9 every {wanted.every:g} s: {kills} kills, {time.monotonic() - began:.0f} s "
            f"(never killed {usual:.0f} s); {processor}, {os.cpu_count()} processors, {platform.system()} {platform.release().split('-')[0]}",
            "The table is that of the sweep that was never killed. No run that was over was done again;",
            f"in progress at a kill were {most} runs at most, {again} in all, and those went on from their checkpoints."]
    print("\n".join(text))
    if wanted.out:
        os.makedirs(os.path.dirname(os.path.abspath(wanted.out)), exist_ok=True)
        with open(wanted.out, "w") as out:
            out.write("\n".join(text) + "\n")


main()
