#!/usr/bin/env bash
# Time and memory of opening and converting Keras models of 100 MB, beside small ones: bench/formats/measure.sh [FOLDER]
# Needs a release build of the command line, GNU time, and Debian's python3-h5py.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-}
if [ -z "$folder" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
glia="dotnet artifacts/bin/Glia.Cli/release/Glia.Cli.dll"
[ -f "$folder/large.keras" ] || /usr/bin/python3 bench/formats/make_large.py "$folder"
printf '%-42s %9s %9s %12s\n' "what" "seconds" "cpu" "MB at most"
measure() {
    local best_wall=999 best_cpu=999 best_memory=0 line
    for _ in 1 2 3; do
        /usr/bin/time -o "$folder/time.txt" -f '%e %U %S %M' $glia "$@" > /dev/null 2> /dev/null
        line=$(tail -1 "$folder/time.txt")
        read -r wall user system memory <<< "$line"
        best_wall=$(echo "$wall $best_wall" | awk '{print ($1 < $2) ? $1 : $2}')
        best_cpu=$(echo "$user $system $best_cpu" | awk '{c = $1 + $2; print (c < $3) ? c : $3}')
        best_memory=$(echo "$memory $best_memory" | awk '{print ($1 > $2) ? $1 : $2}')
    done
    printf '%-42s %9s %9s %12s\n' "$(echo "$*" | sed "s#$folder/##g")" "$best_wall" "$best_cpu" "$((best_memory / 1024))"
}
for file in small.h5 large.h5 small.keras large.keras; do
    measure summary "$folder/$file"
    for ending in safetensors keras h5 json; do measure convert "$folder/$file" -o "$folder/out.$ending"; done
done
