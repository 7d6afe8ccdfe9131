#!/usr/bin/env bash
# Holds a published program against the same command as it is compiled while it runs: try-program.sh PROGRAM ASSEMBLY. What was left out of
# the framework is missed by nobody if both say the same, and write the same bytes, in every room of the house.
. "$(dirname "$0")/checked.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=$(realpath "$1") assembly=$(realpath "$2")
mkdir -p "$work/program" "$work/assembly"
# Both under one name, so that it cannot make a difference.
ln -s "$program" "$work/program/glia"
printf '#!/bin/sh\nexec dotnet "%s" "$@"\n' "$assembly" >"$work/assembly/glia" && chmod +x "$work/assembly/glia"
tried=0

same() { # FILE STATUS ARGUMENT...: both are run in folders of their own, and FILE, or what they print (-), is the same
  local file=$1 expected=$2 kind status; shift 2
  for kind in program assembly; do
    mkdir -p "$work/$kind/folder"
    status=0
    (cd "$work/$kind/folder" && "../glia" "$@" >"../said" 2>"../complained") || status=$?
    [ $status = "$expected" ] || { cat "$work/$kind/complained" >&2; fail "glia $*: exit code $status of the $kind instead of $expected."; }
    [ "$file" = - ] || [ -s "$work/$kind/folder/$file" ] || fail "glia $*: the $kind wrote no $file."
  done
  if [ "$file" = - ]; then
    cmp -s "$work/program/said" "$work/assembly/said" ||
      { diff "$work/program/said" "$work/assembly/said" | head -10 >&2 || true; fail "glia $*: the program says something else."; }
  else
    cmp -s "$work/program/folder/$file" "$work/assembly/folder/$file" || fail "glia $*: the program writes another $file."
  fi
  tried=$((tried + 1))
}

flowers=$GLIA_ROOT/samples/data/flowers.csv
same - 0 --version
same - 0 --help
for command in $("$work/assembly/glia" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p'); do same - 0 "$command" --help; done
for shell in bash zsh fish man; do same - 0 completion $shell; done
# Training, and what is made of a network.
same runs/mnist/model.safetensors 0 train mnist --quiet
same runs/flowers/model.safetensors 0 train "$flowers" --quiet
same - 0 evaluate runs/mnist mnist --json
same - 0 predict runs/flowers "$flowers"
same answers.csv 0 predict runs/flowers "$flowers" -o answers.csv
same - 0 summary runs/mnist
for file in digits.onnx digits.h5 digits/model.json; do same "$file" 0 convert runs/mnist -o "$file"; done
same - 0 evaluate digits.onnx mnist --json
# Keras' own file holds the time at which it was written.
same - 0 convert runs/mnist -o digits.keras
same - 0 evaluate digits.keras mnist --json
same - 0 evaluate digits.h5 mnist --json
same digits.npz 0 export mnist digits.npz
same flowers.npz 0 data "$flowers" -o flowers.npz
same sheet.png 0 show mnist -o sheet.png
# What is said of a network that does not learn.
same - 0 explain GLIA001
same - 1 doctor "$GLIA_ROOT/samples/experiments/origin.json" --quick --json
same - 2 train there-is-no-such-file.csv
# Pages: of a run, and from a server.
(cd "$work/program/folder" && ../glia report runs/mnist -o page.html >/dev/null) && grep -q '<svg' "$work/program/folder/page.html" ||
  fail "glia report: $program drew nothing."
if command -v curl >/dev/null; then "$(dirname "$0")/try-server.sh" "$program" "$work/program/folder/runs/flowers"; fi
# A program in Python, whose corrected lines are written.
if /usr/bin/python3 -c 'import numpy' 2>/dev/null; then
  (cd "$work/program/folder" &&
    ../glia doctor "$GLIA_ROOT/samples/numpy/origin.py" --python /usr/bin/python3 --fix mended.py \
      -- "$PWD/digits.npz" "$PWD/trace.npz" >../said) || true
  [ -s "$work/program/folder/mended.py" ] || { cat "$work/program/said" >&2; fail "glia doctor: $program mended no program in Python."; }
fi
echo "$(basename "$program"): says and writes the same as what is compiled here in $tried cases"
