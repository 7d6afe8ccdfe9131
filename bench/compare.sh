#!/usr/bin/env bash
# Everything about speed in one run: the processor's peak, Glia's products and whole training steps as shares of it, and the same work in
# OpenBLAS (libopenblas0-pthread) and PyTorch (python3-torch) where they are installed. Raw output goes to bench/results/<processor>/,
# under the name of the kernel where GLIA_KERNEL chooses one.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# A rival must not be held back by settings of the machine.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
# Where one path is asked for, OpenBLAS takes the same vectors.
[ "${GLIA_KERNEL:-}" != avx2 ] || export OPENBLAS_CORETYPE=Haswell

processor=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -1)
details=$(sed -n 's/^\(cpu family\|model\|stepping\)[^:]*: *//p' /proc/cpuinfo | head -3 | paste -sd-)
folder=bench/results/$(echo "$processor $details" | tr -cs 'A-Za-z0-9\n' '-' | sed 's/-$//')
mkdir -p "$folder"
dotnet build bench/Glia.Benchmarks -c Release -v q >/dev/null
python=${PYTHON:-/usr/bin/python3}

{
    echo "Date        $(date -u +%Y-%m-%dT%H:%MZ)"
    echo "Processor   $processor, family-model-stepping $details, $(nproc) processors"
    echo "Load        $(cut -d' ' -f1-3 /proc/loadavg) before the run (0 is a machine of one's own)"
    echo "Commit      $(git describe --always --dirty)"
    echo
    artifacts/bin/Glia.Benchmarks/release/Glia.Benchmarks "$@"
    if "$python" -c 'import torch' 2>/dev/null; then
        for threads in 1 2; do
            echo
            "$python" bench/torch_steps.py "$threads"
        done
    else
        echo "PyTorch is not installed for $python."
    fi
    echo
    echo "Load        $(cut -d' ' -f1-3 /proc/loadavg) after the run"
} | tee "$folder/compare${GLIA_KERNEL:+-$GLIA_KERNEL}.txt"
