#!/usr/bin/env bash
# Starts the server of pages for a model and asks it: try-server.sh PROGRAM MODEL. Needs curl.
. "$(dirname "$0")/checked.sh"
work=$(mktemp -d)
"$1" serve "$2" >"$work/said" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
address=
for _ in $(seq 120); do
  address=$(grep -so 'http://[^ ]*' "$work/said" | head -1 || true)
  [ -z "$address" ] || break
  kill -0 $server 2>/dev/null || { cat "$work/said" >&2; fail "glia serve: $1 ended at once."; }
  sleep 0.5
done
[ -n "$address" ] || fail "glia serve: $1 named no address within a minute."
curl -sS -L -c "$work/cookies" -b "$work/cookies" -o "$work/page" "$address"
grep -qi '<html' "$work/page" || fail "glia serve: $1 shows no page at $address."
# Sepals and petals of a setosa; the token is what stands behind "token=".
curl -sS -o "$work/answer" -H "Authorization: Bearer ${address##*token=}" -H 'Content-Type: application/json' \
  -d '{"inputs": [[5.1, 3.5, 1.4, 0.2]]}' "${address%%/?token=*}/predict"
grep -q setosa "$work/answer" || { cat "$work/answer" >&2; fail "glia serve: $1 does not answer what a flower is."; }
