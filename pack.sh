#!/usr/bin/env bash
# Makes the packages, the programs and the .deb of what is committed, and checks them: artifacts/packages, artifacts/programs.
#   ./pack.sh              all of it: eight minutes of processor time, five to ten on two cores that have nothing else to do
#   ./pack.sh packages     the packages, packed in two folders and compared byte for byte
#   ./pack.sh consumers    the program of each package's README, against the packages alone; trimmed and ahead of time as well
#   ./pack.sh tool         the command, installed as a .NET tool into an empty home, to the end of glia train mnist
#   ./pack.sh programs     self-contained programs, manual page, completions and the .deb
# It is no part of test.sh, because it compiles everything three times over.
cd "$(dirname "$0")"
. packaging/checked.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1 MSBUILDDISABLENODEREUSE=1
command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing; install it from https://dotnet.microsoft.com/download."
git rev-parse --git-dir >/dev/null 2>&1 ||
  fail "packages carry the commit they are made of, so this must be a clone of the repository."
[ -z "$(git status --porcelain)" ] || echo "pack.sh: there are changes that are not committed; they are not in what is made." >&2

GLIA_ROOT=$PWD
GLIA_FEED=$PWD/artifacts/packages
GLIA_PROGRAMS=$PWD/artifacts/programs
GLIA_VERSION=$(sed -n 's#.*<Version>\(.*\)</Version>.*#\1#p' Directory.Build.props)
# The time of the commit is the time of everything that is made of it.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
GLIA_WORK=$(mktemp -d)
trap 'rm -rf "$GLIA_WORK"' EXIT
export GLIA_ROOT GLIA_FEED GLIA_PROGRAMS GLIA_VERSION GLIA_WORK SOURCE_DATE_EPOCH

parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(packages consumers tool programs)
for part in "${parts[@]}"; do
  case $part in packages | consumers | tool | programs) ;;
    *) fail "there is no part '$part'; there are packages, consumers, tool and programs." ;;
  esac
done
for part in "${parts[@]}"; do
  echo "== $part"
  began=$SECONDS
  bash "packaging/$part.sh" || fail "the part '$part' failed, for the reason above; nothing after it was done."
  echo "== $part: $((SECONDS - began)) s"
done
