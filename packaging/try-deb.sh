#!/usr/bin/env bash
# Installs a .deb into a folder as dpkg does, and runs what it installed: the program, its manual page, its completions.
set -euo pipefail
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/var/lib/dpkg/{info,updates} && touch "$root/var/lib/dpkg/status"
dpkg --root="$root" --force-depends --force-not-root --force-script-chrootless --log=/dev/null --install "$1" 2>&1 | grep -v 'dpkg: warning\|depends on\|is not installed' || true
dpkg --root="$root" --status glia 2>/dev/null | grep -q "^Status: install ok installed" || { echo "pack.sh: $1 was not installed." >&2; exit 1; }
dpkg --root="$root" --verify glia

glia=$root/usr/bin/glia
"$glia" --version | grep -qx "$GLIA_VERSION" || { echo "pack.sh: the installed program is another version." >&2; exit 1; }
(cd "$root" && "$glia" train mnist --epochs 1 --quiet)

if command -v man >/dev/null; then
  shown=$(LC_ALL=C MANPAGER=cat man --warnings -l "$root/usr/share/man/man1/glia.1.gz" 2>&1)
  grep -q "glia train" <<<"$shown" || { echo "pack.sh: the manual page does not show." >&2; exit 1; }
fi
offered=$(PATH="$root/usr/bin:$PATH" bash -c "source '$root/usr/share/bash-completion/completions/glia'"'
  COMP_WORDS=(glia train --opt) COMP_CWORD=2; _glia; echo "${COMPREPLY[*]}"
  COMP_WORDS=(glia train --optimizer Ad) COMP_CWORD=3; _glia; echo "${COMPREPLY[*]}"')
grep -q -- "--optimizer" <<<"$offered" && grep -q "Adam" <<<"$offered" || { echo "pack.sh: bash completes nothing." >&2; exit 1; }
if command -v zsh >/dev/null; then zsh -n "$root/usr/share/zsh/vendor-completions/_glia"; fi
if command -v fish >/dev/null; then fish -n "$root/usr/share/fish/vendor_completions.d/glia.fish"; fi
dpkg --root="$root" --force-not-root --force-script-chrootless --log=/dev/null --purge glia >/dev/null 2>&1
[ ! -e "$glia" ] || { echo "pack.sh: glia is still there after it was removed." >&2; exit 1; }
echo "the .deb: installed, run, removed"
