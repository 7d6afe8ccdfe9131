#!/usr/bin/env bash
# Makes the pictures in this folder anew: trains, examines, compares, and takes pictures of the pages in a browser.
set -euo pipefail
cd "$(dirname "$0")/../.."
pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
dotnet build tests/Glia.Report.Tests -c Release -v q -nologo
dotnet build src/Glia.Cli -c Release -v q -nologo
program=$PWD/artifacts/bin/Glia.Cli/release/Glia.Cli.dll
# There, so that pages show the paths that people have.
glia() { (cd "$pages" && dotnet "$program" "$@"); }
glia train mnist --report run.html -q
# Two clouds that overlap.
awk 'BEGIN { srand(1); print "height,width,label"; for (i = 0; i < 1500; i++) {
  a = rand() + rand() + rand(); b = rand() + rand(); print a "," b "," (a + b + rand() > 3 ? "ill" : "well") } }' > "$pages/clinic.csv"
glia train clinic.csv --targets label --report two.html -q
cp samples/experiments/origin.json "$pages"
# Sick is exit code 1.
glia doctor origin.json --report doctor.html >/dev/null || true
for rate in 0.0005 0.002 0.02 0.1; do glia train mnist --layers 64 --learning-rate "$rate" -o "runs/rate-$rate" -q; done
glia report runs -o compared.html
GLIA_SCREENSHOTS="$pages" dotnet test --project tests/Glia.Report.Tests -c Release --no-build -- --filter-class "*ScreenshotTests"
cp "$pages"/*.png docs/report/
# The lab is photographed by the tests that use it.
dotnet build tests/Glia.Serve.Tests -c Release -v q -nologo
mkdir "$pages/lab"
GLIA_SCREENSHOTS="$pages/lab" dotnet test --project tests/Glia.Serve.Tests -c Release --no-build -- --filter-class "*LabTests"
cp "$pages"/lab/*.png docs/lab/
