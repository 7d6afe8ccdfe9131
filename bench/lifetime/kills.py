#!/usr/bin/env python3
"""Kills `glia train` again and again with SIGKILL and checks what is left each time.

    bench/lifetime/kills.py [--kills 200] [--seed 1] [--out bench/lifetime/results/NAME.txt]

Build the command line first (dotnet build src/Glia.Cli -c Release), or name another one with --glia. Every run has a seed of its own and a
hidden layer as wide as its seed, so that a file of another run would be seen. Every fourth kill goes to MNIST, the others to a table. A
kill is aimed at one of five moments, in turn:

    any         evenly from before the process has begun to after it has finished
    training    within an epoch's steps
    evaluation  within the evaluation of an epoch, or of the finished run
    saving      while a temporary file lies beside the one it is to replace
    renaming    while a finished run takes the place of the one before

Runs go by chance into a folder that does not exist and, with --overwrite, into the one that the last kill left. Ends with 1 at the first
thing that is wrong, and leaves the folder for a look.
"""
import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from killing import Wrong, asked, kill_it, lines, machine, names, rows_of, tell, wait  # noqa: E402

MOMENTS = ["any", "training", "evaluation", "saving", "renaming"]
FILES = ["history.csv", "model.safetensors", "experiment.json", "summary.json"]
NO_MODEL, NO_SUMMARY = "holds no model", "this run did not finish: it has no summary.json"


def table(path, rows):
    """Three clouds of points, each a class: learned at once."""
    numbers = random.Random(1)
    with open(path, "w") as out:
        out.write("a,b,cloud\n")
        for row in range(rows):
            cloud = row % 3
            out.write(f"{cloud + numbers.random():.4f},{cloud * cloud + numbers.random():.4f},c{cloud}\n")


def experiment(path, source, number, moment):
    """An experiment that spends its time where the kill is aimed at."""
    training = {"epochs": 60, "batch_size": 32, "validation_split": 0.2}
    if source == "mnist":
        training = {"epochs": 4, "batch_size": 100, "validation_split": 0.1}
    if moment == "evaluation":
        # A few steps and then most of the rows: nearly all of the run is evaluation.
        training.update({"epochs": 40, "steps_per_epoch": 2, "validation_split": 0.8})
    elif moment == "renaming":
        training["epochs"] = 2
    network = [{"class_name": "Dense", "units": number, "activation": "relu"},
               {"class_name": "Dense", "units": 10 if source == "mnist" else 3, "activation": "softmax"}]
    data = {"source": source} if source == "mnist" else {"source": source, "targets": ["cloud"]}
    with open(path, "w") as out:
        json.dump({"seed": number, "data": data, "network": network, "training": training}, out)


def aim(process, moment, run, overwritten, chance, usual):
    """Waits for the moment to kill."""
    place = os.path.join(run, ".unfinished") if overwritten else run
    if moment == "any":
        time.sleep(chance.uniform(0, 1.1 * usual))
    elif moment in ("training", "evaluation"):
        begun = chance.randint(1, 3)
        wait(process, lambda: lines(place) >= begun and "experiment.json" in names(place))
        time.sleep(chance.uniform(0, 0.05))
    elif moment == "saving":
        file = chance.choice(FILES[1:])
        wait(process, lambda: any(name.startswith(file) and name.endswith(".tmp") for name in names(place)))
        time.sleep(chance.choice([0, 0, chance.uniform(0, 0.002)]))
    else:
        last = ".finished" if overwritten else "summary.json"
        # Only what this run puts there: the one before has left none.
        wait(process, lambda: last in names(run))
        time.sleep(chance.choice([0, 0, chance.uniform(0, 0.001)]))


def glia(program, *words):
    done = subprocess.run([*program, *words], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def read(folder, file):
    path = os.path.join(folder, file)
    if not os.path.exists(path):
        return None
    with open(path) as text:
        return text.read()


def source_of(folder, otherwise):
    text = read(folder, "experiment.json")
    return json.loads(text)["data"]["source"] if text else otherwise


def check(program, folder, source):
    """What state the folder is in; raises unless all of it belongs together and can be used."""
    if not os.path.exists(folder):
        return "nothing yet"
    # Where a finished run waits to take its place, its files are those that count.
    place = os.path.join(folder, ".finished")
    paths = {file: next((p for p in (os.path.join(place, file), os.path.join(folder, file)) if os.path.exists(p)), None) for file in FILES}
    texts = {file: None if path is None or file == "model.safetensors" else open(path).read() for file, path in paths.items()}
    said = {}
    for words in (["summary", folder, "--json"], ["evaluate", folder, source, "--json"], ["predict", folder, source, "--json"]):
        code, output, errors = said[words[0]] = glia(program, *words)
        if paths["model.safetensors"] is None:
            sentences = errors.strip().splitlines()
            if code != 2 or output or len(sentences) != 1 or NO_MODEL not in sentences[0]:
                raise Wrong(f"{words[0]} without a model: code {code}, {errors!r}")
        elif code != 0:
            raise Wrong(f"{words[0]}: code {code}, {errors!r}")
        else:
            json.loads(output)
    if paths["model.safetensors"] is None:
        return "no model yet, and said so"
    width = json.loads(said["summary"][1])["layers"][0]["output_shape"][0]
    if paths["experiment.json"] is None:
        return "the untrained model alone"
    written = json.loads(texts["experiment.json"])
    if not written["seed"] == written["network"][0]["units"] == width:
        raise Wrong(f"seed {written['seed']}, units {written['network'][0]['units']}, width {width}")
    rows = rows_of(texts["history.csv"])
    if [row.split(",")[0] for row in rows[1:]] != [str(epoch) for epoch in range(1, len(rows))]:
        raise Wrong("history.csv has not every epoch once")
    finished = texts["summary.json"] is not None
    if finished == (NO_SUMMARY in said["evaluate"][2]):
        raise Wrong(f"finished: {finished}, but evaluate says {said['evaluate'][2]!r}")
    if not finished:
        return "unfinished, " + ("no epoch" if len(rows) == 1 else "with epochs")
    summary = json.loads(texts["summary.json"])
    if (summary["seed"], summary["epochs"]) != (written["seed"], len(rows) - 1):
        raise Wrong(f"the summary tells of seed {summary['seed']} and {summary['epochs']} epochs")
    return "finished, on its way up" if os.path.exists(place) else "finished"


def main():
    wanted = asked()
    program = ["dotnet", wanted.glia]
    chance = random.Random(wanted.seed)
    folder = tempfile.mkdtemp(prefix="glia-kills-")
    csv, run = os.path.join(folder, "clouds.csv"), os.path.join(folder, "run")
    file = os.path.join(folder, "experiment.json")
    table(csv, 6000)
    usual = {}
    for source in ("mnist", csv):
        experiment(file, source, 8, "any")
        started = time.monotonic()
        code, _, errors = glia(program, "train", file, "-o", run, "--overwrite")
        if code != 0:
            raise SystemExit(f"the run that is not killed: {errors}")
        usual[source] = time.monotonic() - started
    shutil.rmtree(run)
    left = collections.Counter()
    began = time.monotonic()
    for kill in range(1, wanted.kills + 1):
        moment = MOMENTS[kill % len(MOMENTS)]
        source = "mnist" if kill % 4 == 0 else csv
        fresh = chance.random() < 0.5
        if fresh:
            shutil.rmtree(run, ignore_errors=True)
        else:
            # The others' files stay what they are, whatever happens beside them.
            os.makedirs(run, exist_ok=True)
            with open(os.path.join(run, "notes.txt"), "w") as notes:
                notes.write(f"kill {kill}")
        if os.path.exists(os.path.join(run, ".finished")):
            # The next run moves it up first. Here it is told apart from the one that this run finishes.
            glia(program, "train", csv, "--epochs", "0", "--layers", "7", "--seed", "7", "-o", run, "--overwrite", "--quiet")

        overwritten = any(os.path.exists(os.path.join(run, name)) for name in FILES)
        before = check(program, run, source_of(run, source)) if overwritten else "nothing"
        number = 8 + kill
        experiment(file, source, number, moment)
        process = subprocess.Popen([*program, "train", file, "-o", run, "--overwrite"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            aim(process, moment, run, overwritten, chance, usual[source])
            kill_it(process)
            kept = json.loads(read(os.path.join(run, ".finished"), "experiment.json") or read(run, "experiment.json") or "{}")
            state = check(program, run, kept.get("data", {}).get("source", source))
            later = os.path.join(run, ".unfinished")
            if os.path.exists(os.path.join(later, "experiment.json")):
                state += "; the later run beside it " + check(program, later, source_of(later, source))
            if overwritten and kept.get("seed") != number and not state.startswith(before.split(",")[0]):
                raise Wrong(f"it was {before} and is {state}, though the new run has not taken its place")
            if not fresh and read(run, "notes.txt") != f"kill {kill}":
                raise Wrong("a file that is none of the run's was touched")
        except Wrong as error:
            print(f"kill {kill} ({moment}, {'fresh' if fresh else 'overwrite'}, {os.path.basename(source)}): {error}\nleft in {run}")
            sys.exit(1)
        ended = "killed" if process.returncode == -9 else "had ended"
        left[(moment, "over an old run" if overwritten else "fresh", ended, state)] += 1
        print(f"{kill:4} {moment:10} {ended:9} {state}", flush=True)
    shutil.rmtree(folder)
    text = [f"{wanted.kills} kills, seed {wanted.seed}, {time.monotonic() - began:.0f} s; {machine()}",
            "Each time `glia summary`, `evaluate` and `predict` worked, or said in a sentence that there is no model; no file was half",
            "written; seed, width, history and summary were of one run; other people's files were what they had been.", ""]
    for (moment, where, ended, state), count in sorted(left.items()):
        text.append(f"{count:4}  {moment:10}  {where:15}  {ended:9}  {state}")
    tell(text, wanted.out)


main()
