#!/usr/bin/env bash
# Glia beside libtorch 2.10 (TorchSharp), products, dense steps and steps of a convolutional network, both in one process and in turn.
# Raw output goes to bench/results/<processor>/libtorch.txt. The parts may be named: run.sh products steps convolution.
# TorchSharp's library asks for GLIBCXX_3.4.32 (GCC 13) because of one function, which does nothing where the program itself begins with
# libstdc++.
# On a system with an older one, the demand is marked as weak in the copy that was built here and the function is supplied.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build bench/libtorch -c Release -v q >/dev/null
built=$PWD/artifacts/bin/Glia.TorchBench/release
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
export LD_LIBRARY_PATH=$built/native${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
mkdir -p "$built/native"
cp -u "$packages"/libtorch-cpu-linux-x64/*/runtimes/linux-x64/native/*.so* "$built/native"
cp -u "$packages"/torchsharp/*/runtimes/linux-x64/native/*.so "$built/native"
if ! strings -a "$(ldconfig -p | awk '/libstdc\+\+\.so\.6 .*x86-64/ { print $NF; exit }')" | grep -q 'GLIBCXX_3.4.32'; then
    echo "libstdc++ is older than that of GCC 13: the demand for it is marked as weak." >&2
    patchelf --clear-symbol-version _ZSt21ios_base_library_initv "$built/native/libLibTorchSharp.so"
    "${PYTHON:-/usr/bin/python3}" bench/libtorch/weaken.py "$built/native/libLibTorchSharp.so" GLIBCXX_3.4.32
    echo 'void _ZSt21ios_base_library_initv(void) { }' | gcc -shared -fPIC -x c -o "$built/native/initv.so" -
    export LD_PRELOAD=$built/native/initv.so
fi

processor=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -1)
details=$(sed -n 's/^\(cpu family\|model\|stepping\)[^:]*: *//p' /proc/cpuinfo | head -3 | paste -sd-)
folder=bench/results/$(echo "$processor $details" | tr -cs 'A-Za-z0-9\n' '-' | sed 's/-$//')
mkdir -p "$folder"
{
    echo "Date        $(date -u +%Y-%m-%dT%H:%MZ)"
    echo "Processor   $processor, family-model-stepping $details, $(nproc) processors"
    echo "Load        $(cut -d' ' -f1-3 /proc/loadavg) before the run (0 is a machine of one's own)"
    echo "Commit      $(git describe --always --dirty)"
    echo
    "$built/Glia.TorchBench" "$@"
    echo
    echo "Load        $(cut -d' ' -f1-3 /proc/loadavg) after the run"
} | tee "$folder/libtorch.txt"
