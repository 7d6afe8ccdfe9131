#!/usr/bin/env python3
"""Ends `glia train` at random moments, lets it go on, and compares the weights with those of a run that was never ended.

    bench/resume/kills.py [--kills 200] [--seed 1] [--by KILL] [--out bench/resume/results/NAME.txt]

--by says how: KILL, HUP, TERM or INT is a signal; disk fills the disk of the run (root only: it mounts 8 MB of memory), and a while later
the run is killed, or it comes to its end without a disk, or there is room again.

Build the command line first (dotnet build src/Glia.Cli -c Release), or name another one with --glia. It is aimed at one of five moments, in
turn:

    any         evenly from before the process has begun to after it has finished
    training    within an epoch's steps
    evaluation  within the evaluation of an epoch
    checkpoint  while the temporary file of a checkpoint lies beside it
    renaming    as soon as a checkpoint has taken the place of the older one

Each time is of a run of its own: it is ended, perhaps once more while it goes on, and then goes on to its end. What is compared is every
byte of model.safetensors, and the history without its times. Each time every file under its own name must be whole, a checkpoint that was
there must still be, and the newest must be no older than the interval and what an evaluation and the writing of one take. What was said is
listed. Ends with 1 at the first thing that is wrong, and leaves the folder for a look.
"""
import collections
import json
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from killing import SIGNALS, SmallDisk, Wrong, asked, kill_it, lines, machine, names, rows_of, tell, wait  # noqa: E402

MOMENTS = ["any", "training", "evaluation", "checkpoint", "renaming"]
CHECKPOINTS = ["checkpoint-1.safetensors", "checkpoint-2.safetensors"]
INTERVALS = ["0.05s", "7steps", "1epoch"]
TIMES = (9, 10)         # columns of history.csv that say how long something took


def clouds(path, rows):
    numbers = random.Random(1)
    with open(path, "w") as out:
        out.write("a,b,cloud,price\n")
        for row in range(rows):
            cloud = row % 3
            a, b = cloud + numbers.random(), cloud * cloud + numbers.random()
            out.write(f"{a:.4f},{b:.4f},c{cloud},{a + 2 * b:.3f}\n")


def experiments(folder):
    """What the runs are: tables with classes and with numbers, and pictures that are changed; each with something else to remember."""
    csv = os.path.join(folder, "clouds.csv")
    clouds(csv, 3000)
    hidden = [{"class_name": "Dense", "units": 24, "activation": "relu"}, {"class_name": "BatchNormalization"},
              {"class_name": "Dropout", "rate": 0.2}]
    made = {
        "classes": {"data": {"source": csv, "targets": ["cloud"], "drop": ["price"]},
                    "network": hidden + [{"class_name": "Dense", "units": 3, "activation": "softmax"}],
                    "training": {"optimizer": "Nadam", "schedule": "reduce_on_plateau", "epochs": 12, "validation_split": 0.3,
                                 "use_ema": True,
                                 "early_stopping": {"patience": 12, "restore_best_weights": True}}},
        "numbers": {"data": {"source": csv, "targets": ["price"], "drop": ["cloud"], "scale": "standardize", "target_scale": "standardize"},
                    "network": hidden + [{"class_name": "Dense", "units": 1}],
                    "training": {"loss": "mse", "optimizer": {"class_name": "SGD", "learning_rate": 0.02, "momentum": 0.9},
                                 "schedule": "one_cycle", "epochs": 12, "validation_split": 0.3}},
        "pictures": {"data": {"source": "mnist", "scale": "unit"}, "augment": {"rotate": 12, "shift": 2},
                     "network": hidden + [{"class_name": "Dense", "units": 10, "activation": "softmax"}],
                     "training": {"optimizer": "Adam", "schedule": "cosine", "epochs": 6, "steps_per_epoch": 25, "batch_size": 64,
                                  "validation_split": 0.1, "use_ema": True}},
    }
    for name, experiment in made.items():
        with open(os.path.join(folder, f"{name}.json"), "w") as out:
            json.dump({"seed": 3, **experiment}, out)
    return list(made)


def inode(path):
    try:
        return os.stat(path).st_ino
    except OSError:
        return None


def aim(process, moment, run, chance, usual):
    if moment == "any":
        time.sleep(chance.uniform(0, 1.1 * usual))
        return
    if moment in ("training", "evaluation"):
        begun = lines(run) + chance.randint(0, 4)
        wait(process, lambda: "experiment.json" in names(run) and lines(run) > begun)
        # An evaluation ends when its line is written, and the next steps begin.
        time.sleep(chance.uniform(0, 0.02) if moment == "training" else chance.uniform(0.01, 0.06))
        return
    wanted = chance.randint(1, 6)
    slots = [os.path.join(run, name) for name in CHECKPOINTS]
    for _ in range(wanted):
        before = [inode(slot) for slot in slots]
        if moment == "checkpoint":
            wait(process, lambda: any(name.endswith(".tmp") and name.startswith("checkpoint") for name in names(run)))
            if _ + 1 < wanted:
                wait(process, lambda: [inode(slot) for slot in slots] != before)
        else:
            wait(process, lambda: [inode(slot) for slot in slots] != before)


def tensors(path):
    """Whether a safetensors file is whole: its header says how long it is."""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    end = max(value["data_offsets"][1] for key, value in header.items() if key != "__metadata__")
    if 8 + length + end != len(data):
        raise Wrong(f"{path} is not whole")


def check(run):
    """Every file under its own name is whole."""
    for name in names(run):
        path = os.path.join(run, name)
        if name.endswith(".safetensors"):
            tensors(path)
        elif name.endswith(".json"):
            json.load(open(path))
        elif name == "history.csv":
            rows_of(open(path).read())
    if os.path.isdir(os.path.join(run, ".unfinished")):
        check(os.path.join(run, ".unfinished"))


def outcome(run):
    with open(os.path.join(run, "model.safetensors"), "rb") as file:
        model = file.read()
    with open(os.path.join(run, "history.csv")) as file:
        rows = [row.split(",") for row in file.read().splitlines()]
    return model, [[cell for column, cell in enumerate(row) if column not in TIMES] for row in rows]


def checkpoints(run):
    return [name for name in CHECKPOINTS if name in names(run)]


def shape(sentence):
    """What was said, without what differs from run to run."""
    return re.sub(r"\w*-?\w+\.\w+\.tmp", "FILE", re.sub(r"checkpoint-[12]", "checkpoint-N", re.sub(r"glia-resume-\w+", "FOLDER", sentence)))


def fill(process, disk, chance, usual):
    """Fills the disk of a run, and ends it a while later, or not; gives what it wrote to standard error."""
    disk.fill(chance.choice([0, 0, 4096, 40960, 163840]))
    then = chance.choice(["kill", "kill", "end", "room"])
    time.sleep(chance.uniform(0, 0.6 * usual))
    # 2: it could not begin; 3: it lies elsewhere.
    if then == "kill":
        return kill_it(process, codes=(0, 2, 3))
    if then == "room":
        disk.free()
    errors = process.stderr.read()
    process.wait()
    if process.returncode not in (0, 2, 3):
        raise Wrong(f"with a full disk it ended with {process.returncode}: {errors}")
    return errors


def one(wanted, words, run, name, moment, chance, usual, disk, environment):
    """Begins or goes on with a run and ends it; gives the process, what it said, and how old its newest checkpoint was then."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
    aim(process, moment, run, chance, usual)
    before, asked_at = checkpoints(run), time.time()
    errors = fill(process, disk, chance, usual) if disk else kill_it(process, wanted.by)
    if disk:
        disk.free()
    if "damaged" in errors or "   at " in errors:
        raise Wrong(errors)
    check(run)
    kept = checkpoints(run)
    ended = process.returncode == 0
    if before and not kept and not ended:
        raise Wrong(f"the checkpoints are gone: {names(run)}")
    age = asked_at - max(os.stat(os.path.join(run, file)).st_mtime for file in kept) if kept and not ended else None
    return process.returncode, errors, age


def more(parser):
    parser.add_argument("--by", choices=[*SIGNALS, "disk"], default="KILL", help="how it is ended")


def main():
    wanted = asked(more)
    if wanted.by not in ("KILL", "disk"):
        # A shell that starts it in the background, or nohup, has it ignored, which whoever is started inherits.
        signal.signal(SIGNALS[wanted.by], signal.SIG_DFL)
    program = ["dotnet", wanted.glia]
    chance = random.Random(wanted.seed)
    folder = tempfile.mkdtemp(prefix="glia-resume-")
    usual, whole = {}, {}
    for name in experiments(folder):
        run, file = os.path.join(folder, f"{name}-whole"), os.path.join(folder, f"{name}.json")
        started = time.monotonic()
        subprocess.run([*program, "train", file, "-o", run, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        usual[name], whole[name] = time.monotonic() - started, outcome(run)
    disk = SmallDisk(os.path.join(folder, "disk")) if wanted.by == "disk" else None
    elsewhere = os.path.join(folder, "elsewhere")
    counts, said = collections.Counter(), collections.Counter()
    began, kills, number, resumed, late = time.monotonic(), 0, 0, 0, []
    while kills < wanted.kills:
        name = list(usual)[number % len(usual)]
        interval = INTERVALS[number // len(usual) % len(INTERVALS)]
        file, run = os.path.join(folder, f"{name}.json"), os.path.join(disk.folder if disk else folder, "run")
        shutil.rmtree(run, ignore_errors=True)
        shutil.rmtree(elsewhere, ignore_errors=True)
        os.makedirs(elsewhere)
        environment = {**os.environ, "TMPDIR": elsewhere}
        number += 1
        words = [*program, "train", file, "--resume", run, "--checkpoint-every", interval, "--quiet"]
        try:
            for _ in range(chance.choice([1, 1, 2])):
                moment = MOMENTS[kills % len(MOMENTS)]
                code, errors, age = one(wanted, words, run, name, moment, chance, usual[name], disk, environment)
                kills += 1
                kept = checkpoints(run)
                how = {0: "had ended", 2: "never began", 3: "ended elsewhere"}.get(code, "was ended")
                counts[(moment, how, "a checkpoint" if kept else "none left" if code == 0 else "none yet")] += 1
                for sentence in errors.splitlines():
                    said[shape(sentence)] += 1
                if age is not None and (interval == "0.05s" or wanted.by not in ("KILL", "disk")):
                    late.append(age)
                if code == 3 and outcome(os.path.join(elsewhere, "glia-run")) != whole[name]:
                    raise Wrong("what was written elsewhere is not the run that was never ended")
            done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if done.returncode != 0 or "damaged" in done.stderr:
                raise Wrong(f"going on: code {done.returncode}, {done.stderr}")
            resumed += 1
            if outcome(run) != whole[name]:
                raise Wrong("the weights or the history are not those of the run that was never ended")
            left = sorted(entry for entry in names(run) if "checkpoint" in entry or entry.endswith(".tmp") or entry.startswith("."))
            if left:
                raise Wrong(f"left in the folder of the finished run: {left}")
        except Wrong as error:
            print(f"{kills} ({name}, {interval}): {error}\nleft in {run}")
            sys.exit(1)
        print(f"{kills:4} {name:9} {interval:7} same bits", flush=True)
    if disk:
        disk.gone()
    shutil.rmtree(folder)
    what = "full disks" if disk else "kills" if wanted.by == "KILL" else f"SIG{wanted.by}"
    text = [f"{kills} {what} in {number} runs, seed {wanted.seed}, {time.monotonic() - began:.0f} s; {machine()}",
            f"{resumed} of {number} runs went on to the weights and the history of the run that was never ended, bit for bit.",
            "No file under its own name was half written, nothing was left beside a finished run."]
    late.sort()
    if late and wanted.by in ("KILL", "disk"):
        when = "the disk was full" if disk else "killed"
        text.append(f"Age of the newest checkpoint when {when}, interval 0.05 s: median {late[len(late) // 2]:.3f} s, 95 % below "
                    f"{late[int(0.95 * len(late))]:.3f} s, most {late[-1]:.3f} s ({len(late)} times)")
    elif late:
        text.append(f"{sum(age <= 0 for age in late)} of {len(late)} that left a checkpoint wrote it after the signal; the others had "
                    f"ended training, and had one of at most {max(0, late[-1]):.3f} s.")
    text.append("")
    for (moment, how, state), count in sorted(counts.items()):
        text.append(f"{count:4}  {moment:10}  {how:15}  {state}")
    if said:
        text += ["", "What was said:", *(f"{count:4}  {sentence}" for sentence, count in said.most_common())]
    tell(text, wanted.out)


main()
