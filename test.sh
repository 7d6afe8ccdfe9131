#!/usr/bin/env bash
# Sets up what the tests need, builds everything and runs every test. Arguments go to `dotnet test`.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! command -v dotnet >/dev/null; then
  echo "test.sh: the .NET 10 SDK is missing; install it from https://dotnet.microsoft.com/download and run this again." >&2
  exit 2
fi

# The sample that traces a hand-written numpy network, and the programs that the doctor runs, are tested with Debian's own numpy,
# scikit-learn, pandas, matplotlib and PyTorch, PyTorch where there is room for it. Elsewhere those tests say that they were skipped.
debian_python() {
  local module=$1 package=$2
  /usr/bin/python3 -c "import $module" 2>/dev/null && return
  { $as_root apt-get install -y -q --no-install-recommends "$package" ||
    { $as_root apt-get update -q && $as_root apt-get install -y -q --no-install-recommends "$package"; }; } >/dev/null 2>&1 ||
    echo "test.sh: $package could not be installed; the tests of programs that use it will be skipped." >&2
}
if command -v apt-get >/dev/null; then
  as_root=$([ "$(id -u)" = 0 ] && echo "" || { command -v sudo >/dev/null && echo "sudo -n"; } || true)
  debian_python numpy python3-numpy
  debian_python sklearn python3-sklearn
  debian_python pandas python3-pandas
  debian_python matplotlib python3-matplotlib
  # Files of Keras and of TensorBoard are read back by libraries of others.
  debian_python h5py python3-h5py
  debian_python google.protobuf python3-protobuf
  debian_python PIL python3-pil
  # PyTorch is the largest of them, with what it needs.
  if [ "$(df --output=avail -k /usr | tail -1)" -gt 4000000 ]; then debian_python torch python3-torch; fi
fi

# Several processes train together under the launchers of both makers of MPI.
if command -v apt-get >/dev/null; then
  for package in openmpi-bin mpich; do
    command -v "mpirun.${package%-bin}" >/dev/null ||
      { $as_root apt-get install -y -q --no-install-recommends $package ||
        { $as_root apt-get update -q && $as_root apt-get install -y -q --no-install-recommends $package; }; } >/dev/null 2>&1 ||
      echo "test.sh: $package could not be installed; its tests of several processes will be skipped." >&2
  done
fi

# The pages are looked at in a real browser, and held against axe-core's rules for accessible pages.
if command -v apt-get >/dev/null && ! command -v chromedriver >/dev/null; then
  { $as_root apt-get install -y -q --no-install-recommends chromium chromium-driver fonts-dejavu-core ||
    { $as_root apt-get update -q &&
      $as_root apt-get install -y -q --no-install-recommends chromium chromium-driver fonts-dejavu-core; }; } >/dev/null 2>&1 ||
    echo "test.sh: chromium could not be installed; the tests that look at pages will be skipped." >&2
fi
axe=artifacts/node_modules/axe-core/axe.min.js
if [ ! -f "$axe" ]; then
  { command -v npm && npm install --no-save --no-audit --no-fund --ignore-scripts --prefix artifacts axe-core@4.14.1; } >/dev/null 2>&1 ||
    echo "test.sh: axe-core could not be installed; the test of accessible pages will be skipped." >&2
fi

dotnet build Glia.slnx -c Release
dotnet test --solution Glia.slnx -c Release --no-build "$@"
