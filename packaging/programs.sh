#!/usr/bin/env bash
# Publishes the command as one file with the framework inside, for two kinds of machine, and makes a .deb of each; installs the one of this
# machine into a folder and runs it. Called by ../pack.sh.
set -euo pipefail
git clone -q --no-hardlinks "$GLIA_ROOT" "$GLIA_WORK/programs"
mkdir -p "$GLIA_PROGRAMS"
host=$([ "$(uname -m)" = aarch64 ] && echo arm64 || echo x64)

publish() { # KIND: artifacts/programs/glia-linux-KIND
  dotnet publish "$GLIA_WORK/programs/src/Glia.Cli" -c Release -v q -nologo -r "linux-$1" --self-contained -p:PublishSingleFile=true \
    -p:EnableCompressionInSingleFile=false -p:DebugType=embedded -p:ContinuousIntegrationBuild=true -p:PackAsTool=false -o "$GLIA_WORK/linux-$1"
  cp "$GLIA_WORK/linux-$1/glia" "$GLIA_PROGRAMS/glia-linux-$1"
  echo "glia-linux-$1: $(($(stat -c %s "$GLIA_PROGRAMS/glia-linux-$1") / 1000000)) MB"
}

publish x64
publish arm64
glia=$GLIA_PROGRAMS/glia-linux-$host
mkdir -p "$GLIA_WORK/run"
(cd "$GLIA_WORK/run" && "$glia" train mnist --quiet)
[ -s "$GLIA_WORK/run/runs/mnist/model.safetensors" ] || { echo "pack.sh: $glia saved no model." >&2; exit 1; }

if ! command -v dpkg-deb >/dev/null; then
  echo "the .deb: skipped, dpkg-deb is missing"
  exit 0
fi
for kind in x64 arm64; do
  "$GLIA_ROOT/packaging/deb.sh" "$GLIA_PROGRAMS/glia-linux-$kind" "$([ $kind = x64 ] && echo amd64 || echo arm64)" "$glia"
done
"$GLIA_ROOT/packaging/try-deb.sh" "$GLIA_PROGRAMS/glia_${GLIA_VERSION}_$(dpkg --print-architecture).deb"
