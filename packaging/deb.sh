#!/usr/bin/env bash
# Makes a .deb: deb.sh PROGRAM ARCHITECTURE RUNNABLE NOTICES, where RUNNABLE is the same program for this machine, which writes its own
# manual page and completions, and NOTICES what the framework says of the parts in it.
. "$(dirname "$0")/checked.sh"
program=$1 architecture=$2 runnable=$3 notices=$4
# Who publishes it may say who answers for it.
maintainer=${GLIA_MAINTAINER:-The Glia authors <glia@localhost>}
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

install -Dm755 "$program" "$tree/usr/bin/glia"
install -d "$tree/usr/share/man/man1" "$tree/usr/share/bash-completion/completions" "$tree/usr/share/zsh/vendor-completions" \
  "$tree/usr/share/fish/vendor_completions.d" "$tree/usr/share/doc/glia" "$tree/usr/share/lintian/overrides" "$tree/DEBIAN"
"$runnable" completion man | gzip -9n >"$tree/usr/share/man/man1/glia.1.gz"
"$runnable" completion bash >"$tree/usr/share/bash-completion/completions/glia"
"$runnable" completion zsh >"$tree/usr/share/zsh/vendor-completions/_glia"
"$runnable" completion fish >"$tree/usr/share/fish/vendor_completions.d/glia.fish"
install -m644 "$GLIA_ROOT/packaging/copyright" "$tree/usr/share/doc/glia/copyright"
install -m644 "$GLIA_ROOT/packaging/lintian-overrides" "$tree/usr/share/lintian/overrides/glia"
gzip -9n <"$GLIA_ROOT/CHANGELOG.md" >"$tree/usr/share/doc/glia/CHANGELOG.md.gz"
gzip -9n <"$notices" >"$tree/usr/share/doc/glia/dotnet-notices.gz"
gzip -9n >"$tree/usr/share/doc/glia/changelog.gz" <<CHANGES
glia ($GLIA_VERSION) unstable; urgency=medium

  * CHANGELOG.md.gz says what is new, by what a user sees.

 -- $maintainer  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
CHANGES
chmod 644 "$tree"/usr/share/{man/man1,bash-completion/completions,zsh/vendor-completions,fish/vendor_completions.d,doc/glia}/*

cat >"$tree/DEBIAN/control" <<CONTROL
Package: glia
Version: $GLIA_VERSION
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: libc6 (>= 2.27), libgcc-s1, libstdc++6
Recommends: ca-certificates, libssl3 | libssl-dev
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
echo "glia_${GLIA_VERSION}_$architecture.deb: $(megabytes "$GLIA_PROGRAMS/glia_${GLIA_VERSION}_$architecture.deb")"
