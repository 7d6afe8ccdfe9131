#!/usr/bin/env bash
# Packs what is committed in two folders on two branches, compares the packages byte for byte, and looks at what is in them. Called by
# ../pack.sh.
. "$(dirname "$0")/checked.sh"
packages=(Glia Glia.Mnist Glia.Tables Glia.Images Glia.Interop Glia.Doctor Glia.Report Glia.Cli)
most=$((20 * 1000 * 1000))

pack() { # FOLDER BRANCH: a clone on a branch of that name, and its packages in FOLDER/packages
  git clone -q --no-hardlinks "$GLIA_ROOT" "$1"
  git -C "$1" checkout -q -b "$2"
  # The clone's origin is a folder of this machine; the repository's own is what symbols may point to.
  local origin
  if origin=$(git -C "$GLIA_ROOT" remote get-url origin 2>/dev/null); then git -C "$1" remote set-url origin "$origin"
  else git -C "$1" remote remove origin
  fi
  # The command refers to everything, so that building it builds what all packages hold.
  dotnet build "$1/src/Glia.Cli" "${made[@]}"
  for package in "${packages[@]}"; do dotnet pack "$1/src/$package" "${made[@]}" --no-build -o "$1/packages"; done
}

pack "$GLIA_WORK/first" one
pack "$GLIA_WORK/elsewhere/second" other
rm -rf "$GLIA_FEED"
mkdir -p "$(dirname "$GLIA_FEED")"
cp -r "$GLIA_WORK/first/packages" "$GLIA_FEED"

failed=0
# All that is wrong is told, not the first alone.
wrong() { echo "pack.sh: $1" >&2; failed=1; }
for file in "$GLIA_FEED"/*; do
  name=$(basename "$file")
  cmp -s "$file" "$GLIA_WORK/elsewhere/second/packages/$name" ||
    wrong "$name is not the same when it is packed in another folder on another branch"
  size=$(stat -c %s "$file")
  [ "$size" -le "$most" ] || wrong "$name has $size bytes, more than $most"
  echo "$name: $((size / 1000)) kB"
done
for package in "${packages[@]/Glia.Cli/Glia.Tool}"; do
  file=$GLIA_FEED/$package.$GLIA_VERSION.nupkg
  [ -f "$file" ] || { wrong "$package was not packed"; continue; }
  content=$(unzip -Z1 "$file")
  nuspec=$(unzip -p "$file" "$package.nuspec")
  for needed in README.md icon.png; do grep -qx "$needed" <<<"$content" || wrong "$package has no $needed"; done
  for needed in '<license type="expression">' '<readme>' '<icon>' '<tags>' '<repository type="git" [^>]*commit='; do
    grep -q "$needed" <<<"$nuspec" || wrong "$package.nuspec has no $needed"
  done
  grep -q 'id="Glia[^"]*" version="[^[]' <<<"$nuspec" &&
    wrong "$package asks for another package of Glia by a range, and not for its own version"
  [ "$package" = Glia.Tool ] || [ -f "${file%.nupkg}.snupkg" ] || wrong "$package has no symbols"
  # A path of the machine that packed it would say who made it, and differ from machine to machine.
  unzip -p "$file" | grep -ac "$GLIA_WORK" >/dev/null && wrong "$package holds the path it was made in"
done
# Lists are read to their end before they are looked through, because a pipe that closes early counts as a failure.
nuspec=$(unzip -p "$GLIA_FEED/Glia.$GLIA_VERSION.nupkg" Glia.nuspec)
content=$(unzip -Z1 "$GLIA_FEED/Glia.$GLIA_VERSION.nupkg")
symbols=$(unzip -Z1 "$GLIA_FEED/Glia.$GLIA_VERSION.snupkg")
! grep -q '<dependency ' <<<"$nuspec" || wrong "Glia depends on another package"
grep -qx lib/net10.0/Glia.Kernels.dll <<<"$content" || wrong "Glia has no kernels inside"
grep -qx lib/net10.0/Glia.Kernels.pdb <<<"$symbols" || wrong "Glia's symbols lack those of its kernels"
[ $failed = 1 ] || echo "packages: equal bytes in two folders and on two branches, $(ls "$GLIA_FEED" | wc -l) files"
exit $failed
