#!/usr/bin/env python3
"""Trains on a file that is larger than the memory it may use, and on rows in memory, in turns, and compares how fast.

    bench/mapped/measure.py [--file big.npz] [--rows 8100000] [--limit 2G] [--slice 10] [--out bench/mapped/results/NAME.txt]

Build the command line first (dotnet build src/Glia.Cli -c Release), or name another one with --glia. Without --file the digits are made
(glia make-data) and removed afterwards: 6.4 GB at 8.1 million rows. Needs /usr/bin/python3 with numpy and, for --limit, the right to make a
memory group (cgroup v1 or v2: root); without it the page cache is as large as the machine's, and that is said.

Two processes train the same network, 784-200-200-10 with Adam at batch 128, on as many images each: one an epoch over all rows of the file,
its page cache limited and the file thrown out of the cache before; the other as many epochs as make as many images over 300,000 of these
rows, which are below what is mapped and so in memory. Only one runs at a time: they are stopped and go on in turns of --slice seconds, so
that whatever else the machine does hits both alike. What counts is the time each was running until its last epoch was over (and its 10,000
test images judged, once of the file, 27 times of memory); afterwards a run judges all its training rows, which are not as many in memory.
Meanwhile /proc/PID/status says what the process holds: RssAnon, which no file backs, and RssFile.
"""
import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FEW = 300_000   # of 784 bytes: 235 MB, below the 256 MB from which on arrays are mapped


def experiment(source, epochs):
    dense = lambda units, act: {"class_name": "Dense", "units": units, "activation": act, "kernel_initializer": "he_normal"}  # noqa: E731
    return {"data": {"source": source, "scale": "unit", "split": "standard", "task": "classify"},
            "network": [{"class_name": "Flatten"}, dense(200, "relu"), dense(200, "relu"), dense(10, "softmax")],
            "training": {"loss": "categorical_crossentropy", "optimizer": {"class_name": "Adam", "learning_rate": 0.001},
                         "batch_size": 128, "epochs": epochs}}


def group(limit):
    """A memory group with a limit: the file in which to enter a process, and how to remove it; None where there can be none."""
    for place, name in (("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")):
        folder = os.path.join(place, f"glia-mapped-{os.getpid()}")
        try:
            os.mkdir(folder)
        except OSError:
            continue
        try:
            with open(os.path.join(folder, name), "w") as file:
                file.write(limit)
            return folder
        except OSError:
            os.rmdir(folder)
    return None


def throw_out(path):
    with open(path, "rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def status(pid):
    with open(f"/proc/{pid}/status") as file:
        return {line.split(":")[0]: int(line.split()[1]) // 1024 for line in file if line.startswith("Rss")}


class Run:
    def __init__(self, glia, folder, name, source, epochs, where):
        path = os.path.join(folder, name + ".json")
        with open(path, "w") as file:
            json.dump(experiment(source, epochs), file)
        self.name, self.active, self.anon, self.file, self.out = name, 0.0, 0, 0, os.path.join(folder, name)
        self.epochs, self.trained, self.read = epochs, None, 0
        enter = (lambda: open(os.path.join(where, "cgroup.procs"), "w").write(str(os.getpid()))) if where else None
        self.log = open(self.out + ".log", "w")
        self.process = subprocess.Popen([glia, "train", path, "-o", self.out, "--checkpoint-every", "never"], preexec_fn=enter,
                                        stdout=self.log, stderr=self.log)
        self.stop()

    def stop(self):
        self.process.send_signal(signal.SIGSTOP)

    def run(self, seconds):
        """Runs for so long; false when it is over."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGCONT)
        while time.monotonic() - started < seconds:
            if self.process.poll() is not None:
                self.active += time.monotonic() - started
                if self.process.returncode:
                    sys.exit(f"{self.name} ended with {self.process.returncode}: {open(self.out + '.log').read()}")
                return False
            rss = status(self.process.pid)
            self.anon, self.file = max(self.anon, rss.get("RssAnon", 0)), max(self.file, rss.get("RssFile", 0))
            if self.trained is None and self.is_trained():
                self.trained, self.read = self.active + time.monotonic() - started, self.read_bytes()
            time.sleep(0.1)
        self.stop()
        self.active += time.monotonic() - started
        return True

    def is_trained(self):
        try:
            with open(os.path.join(self.out, "history.csv")) as file:
                return sum(1 for _ in file) > self.epochs
        except OSError:
            return False

    def accuracy(self):
        with open(os.path.join(self.out, "summary.json")) as file:
            return json.load(file)["test_accuracy"]

    def read_bytes(self):
        with open(f"/proc/{self.process.pid}/io") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("read_bytes"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--glia", default=os.path.join(ROOT, "artifacts/bin/Glia.Cli/release/glia"))
    parser.add_argument("--file")
    parser.add_argument("--rows", type=int, default=8_100_000)
    parser.add_argument("--limit", default="2G")
    parser.add_argument("--slice", type=float, default=10)
    parser.add_argument("--folder", help="where to work; needs room for the file")
    parser.add_argument("--out")
    given = parser.parse_args()
    import numpy
    folder = tempfile.mkdtemp(prefix="glia-mapped-", dir=given.folder)
    where = group(given.limit)
    lines = []

    def tell(line):
        print(line, flush=True)
        lines.append(line)

    try:
        big = os.path.abspath(given.file) if given.file else os.path.join(folder, "big.npz")
        if not given.file:
            subprocess.run([given.glia, "make-data", big, "--rows", str(given.rows)], check=True)
        arrays = numpy.load(big)
        rows = len(arrays["y_train"])
        few = os.path.join(folder, "few.npz")
        # As many rows of the same kind: those of passes over the digits that the file begins with.
        subprocess.run([given.glia, "make-data", few, "--rows", str(FEW)], check=True, stdout=subprocess.DEVNULL)
        tell(f"file {os.path.getsize(big) / 1e9:.2f} GB, {rows:,} rows; page cache "
             + (f"limited to {given.limit} by a memory group" if where else "not limited: no right to make a memory group"))
        throw_out(big)
        file = Run(given.glia, folder, "file", big, 1, where)
        memory = Run(given.glia, folder, "memory", few, rows // FEW, None)
        running = [file, memory]
        while running:
            for one in list(running):
                if not one.run(given.slice):
                    running.remove(one)
        rate = {one.name: rows / one.trained for one in (file, memory)}
        for one in (file, memory):
            tell(f"{one.name:7} {rows:,} images in {one.trained:6.1f} s of its own: {rate[one.name]:9,.0f} images/s, RssAnon at "
                f"most {one.anon:,} MB, "
                 f"RssFile at most {one.file:,} MB, test accuracy {one.accuracy():.4f}")
        tell(f"file / memory {rate['file'] / rate['memory']:.3f}; read from the disk {file.read / 1e9:.2f} GB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if where:
            time.sleep(1)
            os.rmdir(where)
    if given.out:
        with open(given.out, "w") as out:
            out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
