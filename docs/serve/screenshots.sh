#!/usr/bin/env bash
# Makes the pictures in this folder anew: serves, trains, draws, and takes pictures of the pages in a browser.
set -euo pipefail
cd "$(dirname "$0")/../.."
pictures=$(mktemp -d)
trap 'rm -rf "$pictures"' EXIT
dotnet build tests/Glia.Serve.Tests -c Release -v q -nologo
GLIA_SCREENSHOTS="$pictures" dotnet test --project tests/Glia.Serve.Tests -c Release --no-build -- --filter-class "*ScreenshotTests"
cp "$pictures"/*.png docs/serve/
