"""What recording a program costs: overhead.py [PROGRAM ...]

Run it with a Python that has numpy. Without programs it takes those of the tests' corpus and three of its own: data that are prepared with
large arrays, the same with small ones, and a network of 784-200-200-10 units with 60,000 rows. Each runs alone and under the recorder, in
turns, three times; the best of each is told: seconds of processor time, seconds under the recorder until it is stopped, and the peak of
memory in MB beyond the program's own.
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
RECORDER = os.path.join(ROOT, "src", "Glia.Programs", "Recorder", "record.py")
CORPUS = os.path.join(ROOT, "tests", "Glia.Programs.Tests", "Corpus")
SECONDS, BEFORE, MEGABYTES, TURNS = "10", "120", "256", 3

OWN = {
    "large_arrays.py": """
import numpy as np
rng = np.random.RandomState(0)
x = rng.rand(60000, 200)
for _ in range(6):
    x = (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-9)
    x = np.clip(x, -3, 3)
    x = np.where(x > 0, x, 0.1 * x)
print(x.sum())
""",
    "small_arrays.py": """
import numpy as np
rng = np.random.RandomState(0)
rows = [rng.rand(50) for _ in range(2000)]
for _ in range(150):
    rows = [(row - row.min()) / (row.max() - row.min() + 1e-9) for row in rows]
print(np.array(rows).sum())
""",
    "large_network.py": """
import numpy as np
rng = np.random.RandomState(0)
x = rng.rand(60000, 784)
y = np.eye(10)[rng.randint(0, 10, 60000)]
w = [rng.randn(a, b) * np.sqrt(2 / a) for a, b in ((784, 200), (200, 200), (200, 10))]
for step in range(1500):
    rows = rng.randint(0, 60000, 32)
    a, outs = x[rows], [x[rows]]
    for i in range(3):
        a = a.dot(w[i])
        a = np.maximum(a, 0) if i < 2 else np.exp(a - a.max(1, keepdims=True))
        outs.append(a)
    d = a / a.sum(1, keepdims=True) - y[rows]
    for i in (2, 1, 0):
        g = outs[i].T.dot(d) / 32
        d = d.dot(w[i].T) * (outs[i] > 0)
        w[i] -= 0.05 * g
print(w[0].sum())
""",
}


def run(command):
    """Processor seconds and the peak of memory in MB of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit("%s ended with an error, so what it costs says nothing" % " ".join(command))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(program, tape):
    """The best of a few turns, alone and recorded."""
    alone, recorded = [], []
    for _ in range(TURNS):
        alone.append(run([sys.executable, program]))
        recorded.append(run([sys.executable, RECORDER, tape, SECONDS, BEFORE, MEGABYTES, program]))
    # What starting the recorder costs is told apart, by a program that does nothing.
    return min(alone), min(recorded)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name, text in OWN.items():
            with open(os.path.join(folder, name), "w") as stream:
                stream.write(text)
        empty = os.path.join(folder, "empty.py")
        with open(empty, "w") as stream:
            stream.write("import numpy\n")
        tape = os.path.join(folder, "tape.zip")
        (alone, _), (recorded, _) = measure(empty, tape)
        start = recorded - alone
        print("starting the recorder: %.2f s" % start)
        programs = sys.argv[1:] or [os.path.join(folder, name) for name in OWN] + [
            os.path.join(CORPUS, half, name) for half in ("tuning", "reporting")
            for name in sorted(os.listdir(os.path.join(CORPUS, half))) if name.endswith(".py")]
        print("%-40s %8s %10s %8s %10s" % ("program", "alone s", "recorded s", "more %", "memory MB"))
        for program in programs:
            (alone, memory), (recorded, more) = measure(program, tape)
            print("%-40s %8.2f %10.2f %8.0f %10.0f" % (os.path.basename(program), alone, recorded,
                                                      100 * (recorded - start - alone) / alone, more - memory))


if __name__ == "__main__":
    main()
