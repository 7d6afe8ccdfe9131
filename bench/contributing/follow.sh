#!/usr/bin/env bash
# Follows the checklists of CONTRIBUTING.md in a copy of the checkout: adds a layer, a loss, an optimizer, a format, a finding and a
# command, and runs the tests that the lists name. Some minutes, most of them one build. Arguments are the lists to follow; all without
# any. Needs a Python with numpy.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git -C "$here" ls-files -z --cached --others --exclude-standard --full-name :/ |
  tar -C "$here/../.." --null --ignore-failed-read -cf - -T - | tar -C "$copy" -xf -
python=$([ -x /usr/bin/python3 ] && echo /usr/bin/python3 || command -v python3)
"$python" "$here/follow.py" "$copy" "$@"
