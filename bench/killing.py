"""What the scripts that kill `glia train` share: what lies in a run folder, waiting for a moment, and telling what came of it."""
import argparse
import os
import platform
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LONGEST = 120           # seconds a run may take before a script gives up on it


class Wrong(Exception):
    """Something that a kill must not leave."""


def asked():
    """What the script was asked for: kills, seed, glia and out."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--glia", default=os.path.join(ROOT, "artifacts/bin/Glia.Cli/release/Glia.Cli.dll"))
    parser.add_argument("--out")
    return parser.parse_args()


def names(folder):
    """The files of a folder; none where it is not there."""
    try:
        return os.listdir(folder)
    except OSError:
        return []


def lines(folder):
    """How many lines the history of a run has by now."""
    try:
        with open(os.path.join(folder, "history.csv"), "rb") as file:
            return file.read().count(b"\n")
    except OSError:
        return 0


def rows_of(text):
    """The lines of a history; each must be whole."""
    rows = text.splitlines(keepends=True)
    if any(not row.endswith("\n") or row.count(",") != rows[0].count(",") for row in rows):
        raise Wrong(f"half a line in history.csv: {rows[-1]!r}")
    return rows


def wait(process, condition):
    """Until the condition holds or the process has ended; looks all the time, because what it waits for takes a millisecond."""
    end = time.monotonic() + LONGEST
    while process.poll() is None:
        if condition():
            return
        if time.monotonic() > end:
            raise Wrong(f"it took longer than {LONGEST} s")


def kill_it(process):
    """Kills it; gives what it wrote to standard error. It may have ended, but not with an error."""
    process.kill()
    errors = process.stderr.read()
    process.wait()
    if process.returncode not in (0, -9):
        raise Wrong(f"it ended by itself with {process.returncode}: {errors}")
    return errors


def machine():
    """The processor and the system, in words."""
    with open("/proc/cpuinfo") as cpus:
        processor = next((line.split(":")[1].strip() for line in cpus if line.startswith("model name")), platform.processor())
    return f"{processor}, {os.cpu_count()} processors, {platform.system()} {platform.release().split('-')[0]}"


def tell(text, out):
    """Prints lines, and writes them into a file where one was asked for."""
    print("\n".join(text))
    if out:
        os.makedirs(os.path.dirname(os.path.abspath(out)), exist_ok=True)
        with open(out, "w") as file:
            file.write("\n".join(text) + "\n")
