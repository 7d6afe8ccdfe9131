#!/usr/bin/env bash
# Sets up what the tests need, builds everything and runs every test. Arguments go to `dotnet test`.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! command -v dotnet >/dev/null; then
  echo "test.sh: the .NET 10 SDK is missing; install it from https://dotnet.microsoft.com/download and run this again." >&2
  exit 2
fi

# The sample that traces a hand-written numpy network, and the programs that the doctor runs, are tested with Debian's own numpy.
# Elsewhere those tests say that they were skipped.
if ! /usr/bin/python3 -c 'import numpy' 2>/dev/null && command -v apt-get >/dev/null; then
  as_root=$([ "$(id -u)" = 0 ] && echo "" || { command -v sudo >/dev/null && echo "sudo -n"; } || true)
  { $as_root apt-get install -y -q python3-numpy || { $as_root apt-get update -q && $as_root apt-get install -y -q python3-numpy; }; } >/dev/null 2>&1 ||
    echo "test.sh: python3-numpy could not be installed; the tests of samples/numpy and of programs will be skipped." >&2
fi

dotnet build Glia.slnx -c Release
dotnet test --solution Glia.slnx -c Release --no-build "$@"
