#!/usr/bin/env bash
# Starts a program for the other kind of machine under qemu, where that is installed: try-foreign.sh PROGRAM.
# On Debian: apt install qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross
. "$(dirname "$0")/checked.sh"
case $1 in
  *arm64) machine=aarch64 ;;
  *) machine=x86_64 ;;
esac
emulator=$(command -v "qemu-$machine-static" || command -v "qemu-$machine" || true)
libraries=/usr/$machine-linux-gnu
if [ -z "$emulator" ] || [ ! -e "$libraries/lib/libstdc++.so.6" ]; then
  echo "$(basename "$1"): not started, that needs qemu-user-static and the C++ library of $machine in $libraries"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(timeout 300 "$emulator" -L "$libraries" "$1" --version 2>"$work/complained") ||
  { cat "$work/complained" >&2; fail "$(basename "$1") does not start under $(basename "$emulator")."; }
[ "$version" = "$GLIA_VERSION" ] || fail "$(basename "$1") says that it is version $version."
(cd "$work" && timeout 600 "$emulator" -L "$libraries" "$1" train "$GLIA_ROOT/samples/data/flowers.csv" --quiet >said 2>complained) ||
  { cat "$work/complained" >&2; fail "$(basename "$1") does not train under $(basename "$emulator")."; }
[ -s "$work/runs/flowers/model.safetensors" ] || fail "$(basename "$1") saved no model."
echo "$(basename "$1"): starts and trains under $(basename "$emulator")"
