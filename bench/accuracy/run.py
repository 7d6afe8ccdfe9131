#!/usr/bin/env python3
"""The accuracy of the experiments that come with Glia: five seeds of each, test accuracy of the last epoch, mean and deviation.

Usage: run.py PATH/TO/glia [--rows NAME,NAME] [--seeds 5] [--threads N] [-o TABLE.md]

Each row is one command. Its time is that from process start to process end, everything included: loading, compiling, training and all
evaluations. The processor's time beside it is what counts where the machine has other work. The table is written after every run, so that
a row that takes hours can be ended. On a quiet machine all rows take about four hours; docs/accuracy.md says what was measured so far.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time

# Row, what follows `glia train`, the accuracy and the seconds it is to reach on two cores.
ROWS = [
    ("mnist", ["mnist"], 98.0, 2),
    ("mnist-dense", ["mnist-dense"], 99.3, 60),
    ("mnist-fast", ["mnist-fast"], 99.0, 3),
    ("mnist-cnn", ["mnist-cnn"], 99.5, 60),
    ("mnist-best", ["mnist-best"], 99.7, 300),
    ("mnist-best-long", ["mnist-best", "--epochs", "120"], 99.8, 1800),
    ("fashion", ["fashion"], 93.5, 300),
]


def processor():
    with open("/proc/cpuinfo") as info:
        names = [line.split(":")[1].strip() for line in info if line.startswith("model name")]
    return f"{names[0]}, {len(names)} logical processors"


def run(glia, arguments, seed, threads):
    """Test accuracy in percent, seconds from start to end, seconds of processor time."""
    with tempfile.TemporaryDirectory() as folder:
        place = os.path.join(folder, "run")
        command = [glia, "train", *arguments, "--seed", str(seed), "-q", "-o", place]
        if threads:
            command += ["--threads", str(threads)]
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        with open(os.path.join(place, "summary.json")) as file:
            accuracy = 100 * json.load(file)["test_accuracy"]
        return accuracy, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table(done, threads):
    lines = [f"{processor()}; threads: {threads or 'all'}; load at the start {LOAD:.1f}", "",
             "| command | goal | seeds | test accuracy | seconds, start to end | processor seconds |", "|---|---|--:|--:|--:|--:|"]
    for name, arguments, goal, limit in ROWS:
        runs = done.get(name, [])
        if not runs:
            continue
        accuracies, walls, cpus = zip(*runs)
        spread = f" +- {statistics.stdev(accuracies):.2f}" if len(runs) > 1 else ""
        lines.append(f"| `glia train {' '.join(arguments)}` | {goal} % in {limit} s | {len(runs)} | {statistics.mean(accuracies):.2f} "
            f"%{spread} "
                     f"| {statistics.mean(walls):.1f} | {statistics.mean(cpus):.1f} |")
    return "\n".join(lines) + "\n"


LOAD = os.getloadavg()[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("glia")
    parser.add_argument("--rows", help="names of rows, with commas between; all by default")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--threads", type=int)
    parser.add_argument("-o", "--output", help="where the table goes; it is printed in any case")
    options = parser.parse_args()
    wanted = options.rows.split(",") if options.rows else [name for name, *_ in ROWS]
    unknown = set(wanted) - {name for name, *_ in ROWS}
    if unknown:
        parser.error(f"there is no row {', '.join(sorted(unknown))}; there are {', '.join(name for name, *_ in ROWS)}")
    done = {}
    for name, arguments, *_ in ROWS:
        if name not in wanted:
            continue
        for seed in range(1, options.seeds + 1):
            result = run(options.glia, arguments, seed, options.threads)
            done.setdefault(name, []).append(result)
            print(f"{name} seed {seed}: {result[0]:.2f} %, {result[1]:.1f} s, {result[2]:.1f} s of the processor", flush=True)
            if options.output:
                with open(options.output + ".part", "w") as file:
                    file.write(table(done, options.threads))
                os.replace(options.output + ".part", options.output)
    print(table(done, options.threads))


if __name__ == "__main__":
    main()
