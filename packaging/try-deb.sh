#!/usr/bin/env bash
# Installs a .deb into a folder as dpkg does, and runs what it installed: the program, its manual page, its completions.
. "$(dirname "$0")/checked.sh"
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/var/lib/dpkg/{info,updates} && touch "$root/var/lib/dpkg/status"
forced=(--force-depends --force-not-root --force-script-chrootless --log=/dev/null)
dpkg --root="$root" "${forced[@]}" --install "$1" >"$root/said" 2>&1 || true
state=$(dpkg --root="$root" --status glia 2>/dev/null || true)
grep -q "^Status: install ok installed" <<<"$state" ||
  { cat "$root/said" >&2; fail "$1 was not installed."; }
dpkg --root="$root" --verify glia

glia=$root/usr/bin/glia
"$glia" --version | grep -qx "$GLIA_VERSION" || fail "the installed program is another version."
(cd "$root" && "$glia" train mnist --quiet)
[ -s "$root/runs/mnist/model.safetensors" ] || fail "the installed program saved no model."

if command -v man >/dev/null; then
  shown=$(LC_ALL=C MANPAGER=cat man --warnings -M "$root/usr/share/man" glia 2>&1)
  grep -q "glia train" <<<"$shown" || fail "man does not find the page of glia."
fi
offered=$(PATH="$root/usr/bin:$PATH" bash -c "source '$root/usr/share/bash-completion/completions/glia'"'
  COMP_WORDS=(glia train --opt) COMP_CWORD=2; _glia; echo "${COMPREPLY[*]}"
  COMP_WORDS=(glia train --optimizer Ad) COMP_CWORD=3; _glia; echo "${COMPREPLY[*]}"')
grep -q -- "--optimizer" <<<"$offered" && grep -q "Adam" <<<"$offered" || fail "bash completes nothing."
if command -v zsh >/dev/null; then zsh -n "$root/usr/share/zsh/vendor-completions/_glia"; fi
if command -v fish >/dev/null; then
  script=$root/usr/share/fish/vendor_completions.d/glia.fish
  offered=$(PATH="$root/usr/bin:$PATH" fish -c "source '$script'; complete -C 'glia train --opt'")
  grep -q -- "--optimizer" <<<"$offered" || fail "fish completes nothing."
fi
if ! command -v lintian >/dev/null; then
  echo "pack.sh: lintian is missing; the package is not looked through." >&2
else
  # What is left on purpose is in lintian-overrides, with its reasons.
  lintian --allow-root --fail-on error,warning "$1" >&2 || fail "lintian finds something in $1."
fi
dpkg --root="$root" "${forced[@]}" --purge glia >/dev/null 2>&1
[ ! -e "$glia" ] || fail "glia is still there after it was removed."
echo "the .deb: installed, run, removed"
