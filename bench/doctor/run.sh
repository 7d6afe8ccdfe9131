#!/usr/bin/env bash
# Builds every case, trains it and its mended twin, examines it, scores, and writes bench/doctor/results/.
# A subset: --only F65,F41 --base M4 --seeds 1
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build bench/doctor/Glia.DoctorBench.csproj -c Release -v q >&2
exec artifacts/bin/Glia.DoctorBench/release/Glia.DoctorBench "$@"
