#!/usr/bin/env bash
# Publishes the command as one file with what it needs of the framework inside, for two kinds of machine, and makes a .deb of each. The one
# of this machine is held against the command as it is compiled here; its .deb is installed into a folder. Called by ../pack.sh.
. "$(dirname "$0")/checked.sh"
most=$((70 * 1000 * 1000))
# Minutes on a busy machine; what takes longer hangs, on a registry that does not answer for example. GLIA_LIMIT is in seconds.
limit=${GLIA_LIMIT:-1800}
host=$([ "$(uname -m)" = aarch64 ] && echo arm64 || echo x64)

publish() { # KIND: artifacts/programs/glia-linux-KIND, or a sentence that says why not
  local log=$GLIA_WORK/linux-$1.log file=$GLIA_PROGRAMS/glia-linux-$1 status=0
  rm -f "$file"
  timeout --kill-after=10 "$limit" dotnet publish "$clone/src/Glia.Cli" "${made[@]}" -r "linux-$1" -p:PublishSingleFile=true \
    -o "$GLIA_WORK/linux-$1" >"$log" 2>&1 || status=$?
  if [ $status != 0 ]; then
    local missing
    missing=$(grep -o 'Unable to find package [A-Za-z0-9.-]*\|error NU[0-9]*: .*' "$log" | sort -u | head -3 | paste -sd';' || true)
    if [ $status = 124 ] || [ $status = 137 ]; then echo "glia-linux-$1: not made, it took longer than $limit s" >&2
    elif [ -n "$missing" ]; then echo "glia-linux-$1: not made, a package is missing: $missing" >&2
    else tail -20 "$log" >&2; echo "glia-linux-$1: not made, compiling it failed as above" >&2
    fi
    return 1
  fi
  cp "$GLIA_WORK/linux-$1/glia" "$file"
  # Of the header of the file: 62 is x86-64, 183 is AArch64.
  local machine
  machine=$(od -An -tu2 -j18 -N2 "$file" | tr -d ' ')
  [ "$machine" = "$([ "$1" = x64 ] && echo 62 || echo 183)" ] || fail "glia-linux-$1 is a program for another machine (e_machine $machine)."
  [ "$(stat -c %s "$file")" -le $most ] || fail "glia-linux-$1 has $(megabytes "$file"), more than $((most / 1000000))."
  echo "glia-linux-$1: $(megabytes "$file")"
}

clone=$GLIA_WORK/programs
git clone -q --no-hardlinks "$GLIA_ROOT" "$clone"
mkdir -p "$GLIA_PROGRAMS"
dotnet build "$clone/src/Glia.Cli" "${made[@]}"
publish "$host" || fail "the program of this machine was not made."
other=$([ "$host" = x64 ] && echo arm64 || echo x64)
publish "$other" || echo "going on without glia-linux-$other" >&2
glia=$GLIA_PROGRAMS/glia-linux-$host
"$GLIA_ROOT/packaging/try-program.sh" "$glia" "$clone/artifacts/bin/Glia.Cli/release/Glia.Cli.dll"
[ ! -f "$GLIA_PROGRAMS/glia-linux-$other" ] || "$GLIA_ROOT/packaging/try-foreign.sh" "$GLIA_PROGRAMS/glia-linux-$other"

if ! command -v dpkg-deb >/dev/null; then
  echo "the .deb: skipped, dpkg-deb is missing"
  exit 0
fi
packages=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')
for kind in "$host" "$other"; do
  [ -f "$GLIA_PROGRAMS/glia-linux-$kind" ] || continue
  notices=$(find "$packages/microsoft.netcore.app.runtime.linux-$kind" -iname third-party-notices.txt | sort -V | tail -1)
  [ -n "$notices" ] || fail "the framework for linux-$kind brings no notices of its parts, which the .deb must show."
  "$GLIA_ROOT/packaging/deb.sh" "$GLIA_PROGRAMS/glia-linux-$kind" "$([ "$kind" = x64 ] && echo amd64 || echo arm64)" "$glia" "$notices"
done
"$GLIA_ROOT/packaging/try-deb.sh" "$GLIA_PROGRAMS/glia_${GLIA_VERSION}_$(dpkg --print-architecture).deb"
