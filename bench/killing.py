"""What the scripts that kill `glia train` share: what lies in a run folder, waiting for a moment, and telling what came of it."""
import argparse
import os
import platform
import signal
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LONGEST = 120           # seconds a run may take before a script gives up on it
SIGNALS = {name: getattr(signal, f"SIG{name}") for name in ("KILL", "HUP", "TERM", "INT")}


class Wrong(Exception):
    """Something that a kill must not leave."""


def asked(more=lambda parser: None):
    """What the script was asked for: kills, seed, glia and out, and more that it adds itself."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--glia", default=os.path.join(ROOT, "artifacts/bin/Glia.Cli/release/Glia.Cli.dll"))
    parser.add_argument("--out")
    more(parser)
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


def kill_it(process, name="KILL", codes=(0,)):
    """Sends a signal and waits for the end; gives what it wrote to standard error. It may have ended before, with one of the codes."""
    process.send_signal(SIGNALS[name])
    errors = process.stderr.read()
    process.wait()
    # Who hears a signal while there is something to keep says so by its exit code; before and afterwards the signal ends it.
    if process.returncode not in (*codes, -SIGNALS[name], 128 + SIGNALS[name]):
        raise Wrong(f"it ended by itself with {process.returncode}: {errors}")
    return errors


class SmallDisk:
    """A file system of its own with little room, in memory. Only root may mount one."""

    def __init__(self, folder, megabytes=8):
        self.folder, self.filler = folder, os.path.join(folder, "filler")
        os.makedirs(folder)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)

    def fill(self, left):
        """Leaves so many bytes, in pages."""
        room = os.statvfs(self.folder)
        with open(self.filler, "wb", buffering=0) as file:
            try:
                for _ in range(max(0, room.f_bavail - left // room.f_bsize)):
                    file.write(bytes(room.f_bsize))
            except OSError:
                pass        # a checkpoint was written meanwhile: full

    def free(self):
        if os.path.exists(self.filler):
            os.remove(self.filler)

    def gone(self):
        subprocess.run(["umount", "-l", self.folder], check=True)


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
