#!/usr/bin/env python3
"""Kills a sweep with SIGKILL again and again until it is done, and compares its table with that of a sweep never killed.

    bench/resume/sweep.py [--runs 300] [--every 60] [--jobs 2] [--epochs 12] [--out bench/resume/results/NAME.txt]
    bench/resume/sweep.py --random                  at random moments, from a third to five thirds of --every after it was started
    bench/resume/sweep.py --xargs                   by `xargs -P` and a process for each run, as schedulers do, instead of `glia sweep run`

Build the command line first (dotnet build src/Glia.Cli -c Release), or name another one with --glia. What is killed is the process group:
all that was started. A run that is over when it is killed must be over when it goes on, untouched; so at most the runs in progress are
lost, and those go on from their checkpoints. Ends with 1 at the first thing that is wrong.
"""
import argparse
import json
import os
import random
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from killing import ROOT, machine, tell  # noqa: E402


def make(folder, runs, epochs):
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
                       "training": {"optimizer": "Adam", "batch_size": 16, "epochs": epochs, "validation_split": 0.2}},
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


def one_by_one(program, folder, wanted):
    """The words that run what is left of a sweep by a process for each run; those that are over would begin only to say so."""
    train = [*program, "train", folder, "--index", "N", "--threads", "1", "--checkpoint-every", "1s", "--quiet"]
    each = " ".join(shlex.quote(word) for word in train)
    collect = [*program, "sweep", "collect", folder, "--json"]
    left = json.loads(subprocess.run(collect, check=True, stdout=subprocess.PIPE).stdout)["left"]
    return ["sh", "-c", f"echo {' '.join(map(str, left))} | xargs -n 1 | xargs -P {wanted.jobs} -I N {each}"]


def finish(words, seconds):
    """Runs it for so many seconds at most, in a process group of its own: what is wrong, "" for nothing, None where it was killed."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        errors = process.communicate(timeout=seconds)[1]
        return f"it ended by itself with {process.returncode}: {errors}" if process.returncode != 0 else ""
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None


def asked():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--every", type=float, default=60)
    parser.add_argument("--random", action="store_true")
    parser.add_argument("--xargs", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--glia", default=os.path.join(ROOT, "artifacts/bin/Glia.Cli/release/Glia.Cli.dll"))
    parser.add_argument("--out")
    return parser.parse_args()


def wrong(sentence, folder):
    print(f"{sentence}\nleft in {folder}")
    sys.exit(1)


def main():
    wanted = asked()
    program, chance = ["dotnet", wanted.glia], random.Random(wanted.seed)
    folder = tempfile.mkdtemp(prefix="glia-sweep-")
    file, whole, killed = make(folder, wanted.runs, wanted.epochs), os.path.join(folder, "whole"), os.path.join(folder, "killed")
    here = [*program, "sweep", "run", file, "--jobs", str(wanted.jobs), "--checkpoint-every", "1s", "-o"]
    started = time.monotonic()
    subprocess.run([*here, whole], check=True, stdout=subprocess.DEVNULL)
    usual = time.monotonic() - started
    subprocess.run([*program, "sweep", file, "-o", killed], check=True, stdout=subprocess.DEVNULL)
    kills, began, most, again, before, ended = 0, time.monotonic(), 0, 0, {}, None
    while ended is None:
        words = one_by_one(program, killed, wanted) if wanted.xargs else [*here, killed]
        ended = finish(words, chance.uniform(1 / 3, 5 / 3) * wanted.every if wanted.random else wanted.every)
        if ended:
            wrong(ended, killed)
        now = over(killed)
        if written := [run for run, stamp in before.items() if now.get(run) != stamp]:
            wrong(f"kill {kills}: runs that were over were done again: {written}", killed)
        begun = len(os.listdir(os.path.join(killed, "runs"))) if os.path.isdir(os.path.join(killed, "runs")) else 0
        before = now
        if ended is None:
            kills, most, again = kills + 1, max(most, begun - len(now)), again + begun - len(now)
    took = time.monotonic() - began
    subprocess.run([*program, "sweep", "collect", killed], check=True, stdout=subprocess.DEVNULL)
    if most > wanted.jobs:
        wrong(f"{most} runs were in progress at a kill, with {wanted.jobs} at a time", killed)
    if table(whole) != table(killed):
        wrong("the tables differ", folder)
    if left := [name for _, _, files in os.walk(killed) for name in files if name.endswith(".tmp") or name.startswith("checkpoint")]:
        wrong(f"left beside finished runs: {left}", killed)
    shutil.rmtree(folder)
    moments = f"at random moments, {wanted.every:g} s apart on average," if wanted.random else f"every {wanted.every:g} s"
    by = "xargs -P and glia train --index" if wanted.xargs else "glia sweep run"
    tell([f"{wanted.runs} runs of {wanted.epochs} epochs by {by}, {wanted.jobs} at a time, kill -9 of the",
          f"process group {moments} seed {wanted.seed}: {kills} kills, {took:.0f} s (never killed {usual:.0f} s); {machine()}",
          "The table is that of the sweep that was never killed. No run that was over was done again;",
          f"in progress at a kill were {most} runs at most, {again} in all, and those went on from their checkpoints."], wanted.out)


main()
