# Read by pack.sh and its parts: a command that fails ends them, and a sentence says which.
set -Eeuo pipefail
trap 'echo "pack.sh: $(basename "$0"), line $LINENO: this failed: $BASH_COMMAND" >&2' ERR

fail() { echo "pack.sh: $1" >&2; exit 1; }

# Compiling: what the analyzers have to say they say in test.sh; they change no byte of what is made.
made=(-c Release -v q -nologo -clp:NoSummary -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false)

megabytes() { # FILE: its size in MB, with a tenth
  awk -v bytes="$(stat -c %s "$1")" 'BEGIN { printf "%.1f MB", bytes / 1e6 }'
}
