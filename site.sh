#!/usr/bin/env bash
# Makes the documentation as a site in artifacts/site: pages, findings and API. Any server of files shows it, for example
# dotnet docfx serve artifacts/site
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# docfx is made for an older runtime.
export DOTNET_ROLL_FORWARD=Major
dotnet tool restore
dotnet build src/Glia.Cli -c Release
rm -rf artifacts/site artifacts/site-api
dotnet docfx docfx.json "$@"
echo "The site is in artifacts/site."
