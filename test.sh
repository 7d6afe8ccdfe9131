#!/usr/bin/env bash
# Sets up what the tests need, builds everything and runs every test.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build Glia.slnx -c Release
dotnet test --solution Glia.slnx -c Release --no-build "$@"
