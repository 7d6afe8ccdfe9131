#!/usr/bin/env bash
# Installs the command as a .NET tool into an empty home, trains with it, and takes the time of both together. Called by ../pack.sh.
. "$(dirname "$0")/checked.sh"
[ -f "$GLIA_FEED/Glia.Tool.$GLIA_VERSION.nupkg" ] || fail "there is no package of the tool; ./pack.sh packages makes it."
most=10

export HOME=$GLIA_WORK/home DOTNET_CLI_HOME=$GLIA_WORK/home NUGET_PACKAGES=$GLIA_WORK/home/packages
mkdir -p "$HOME" "$GLIA_WORK/folder"
cd "$GLIA_WORK/folder"
begin=$(date +%s.%N)
dotnet tool install Glia.Tool --tool-path "$HOME/tools" --source "$GLIA_FEED" --version "$GLIA_VERSION"
installed=$(date +%s.%N)
"$HOME/tools/glia" train mnist
end=$(date +%s.%N)
[ -s runs/mnist/model.safetensors ] || fail "the installed command saved no model."
awk -v a="$begin" -v b="$installed" -v c="$end" -v most=$most 'BEGIN {
  printf "tool: installed in %.1f s, trained in %.1f s, together %.1f s\n", b - a, c - b, c - a
  if (c - a > most) printf "tool: longer than the %d s that it should take; a busy machine takes longer\n", most
}'
"$HOME/tools/glia" --version | grep -qx "$GLIA_VERSION" || fail "the installed command is another version."
echo "-- without installing it"
# What dnx is in every SDK, on the path or not.
dotnet dnx --yes --source "$GLIA_FEED" "Glia.Tool@$GLIA_VERSION" -- --version | grep -qx "$GLIA_VERSION" ||
  fail "dnx does not run the command."
