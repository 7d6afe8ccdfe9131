#!/usr/bin/env bash
# Makes a .deb: deb.sh PROGRAM ARCHITECTURE RUNNABLE, where RUNNABLE is the same program for this machine, which writes its own manual
# page and completions.
set -euo pipefail
program=$1 architecture=$2 runnable=$3
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

install -Dm755 "$program" "$tree/usr/bin/glia"
install -d "$tree/usr/share/man/man1" "$tree/usr/share/bash-completion/completions" "$tree/usr/share/zsh/vendor-completions" \
  "$tree/usr/share/fish/vendor_completions.d" "$tree/usr/share/doc/glia" "$tree/DEBIAN"
"$runnable" completion man | gzip -9n >"$tree/usr/share/man/man1/glia.1.gz"
"$runnable" completion bash >"$tree/usr/share/bash-completion/completions/glia"
"$runnable" completion zsh >"$tree/usr/share/zsh/vendor-completions/_glia"
"$runnable" completion fish >"$tree/usr/share/fish/vendor_completions.d/glia.fish"
gzip -9n <"$GLIA_ROOT/CHANGELOG.md" >"$tree/usr/share/doc/glia/changelog.gz"
{
  cat "$GLIA_ROOT/LICENSE"
  printf '\nThe digits of MNIST in the program:\n\n'
  cat "$GLIA_ROOT/src/Glia.Mnist/NOTICE"
} >"$tree/usr/share/doc/glia/copyright"
chmod 644 "$tree"/usr/share/{man/man1,bash-completion/completions,zsh/vendor-completions,fish/vendor_completions.d,doc/glia}/*

cat >"$tree/DEBIAN/control" <<CONTROL
Package: glia
Version: $GLIA_VERSION
Architecture: $architecture
Maintainer: The Glia authors <glia@localhost>
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: libc6, libgcc-s1, libstdc++6
Recommends: ca-certificates
Suggests: python3, python3-numpy
Section: science
Priority: optional
Description: trains neural networks fast, and tells why one does not learn
 The command glia: trains networks on tables, pictures and arrays, examines
 experiments and Python programs whose networks do not learn, serves a page
 to watch and to try a model, and converts Keras, ONNX, TensorFlow.js and
 PyTorch. No other program is needed.
CONTROL
(cd "$tree" && find usr -type f | LC_ALL=C sort | xargs md5sum >DEBIAN/md5sums)
# SOURCE_DATE_EPOCH gives all files in it one time, so that it has the same bytes each time.
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$tree" "$GLIA_PROGRAMS/glia_${GLIA_VERSION}_$architecture.deb" >/dev/null
echo "glia_${GLIA_VERSION}_$architecture.deb: $(($(stat -c %s "$GLIA_PROGRAMS/glia_${GLIA_VERSION}_$architecture.deb") / 1000000)) MB"
