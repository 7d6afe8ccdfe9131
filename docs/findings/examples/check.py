"""Runs every worked example and compares what it prints with the page.

    python3 docs/findings/examples/check.py            compare all; exit code 1 if a page says something else
    python3 docs/findings/examples/check.py 075 056    only these
    python3 docs/findings/examples/check.py --write    put what is printed into the pages
"""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
BLOCK = re.compile(r"(`docs/findings/examples/glia\d+\.py` prints:\n\n```text\n)(.*?)(```)", re.S)
write = "--write" in sys.argv
wanted = [a for a in sys.argv[1:] if a != "--write"]
wrong = 0

for script in sorted(HERE.glob("glia*.py")):
    number = script.stem[4:]
    if wanted and number not in wanted:
        continue
    printed = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True).stdout
    page = HERE.parent / f"GLIA{number}.md"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    found = BLOCK.search(text)
    if found is None:
        print(f"GLIA{number}: the page quotes no output of {script.name}")
        wrong += 1
    elif found.group(2) != printed and write:
        page.write_text(BLOCK.sub(lambda m: m.group(1) + printed + m.group(3), text), encoding="utf-8")
        print(f"GLIA{number}: written")
    elif found.group(2) != printed:
        print(f"GLIA{number}: the page says\n{found.group(2)}but the script prints\n{printed}")
        wrong += 1

sys.exit(1 if wrong else 0)
